"""Postings gathered word by word, in memory up to a limit and then in sorted files.

Whoosh's own pool keeps, sorts and reads again every posting for itself; a list for each word makes
the same index in a part of the time and the memory (bench.search).
"""

import pickle
from array import array
from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

Word = tuple[str, bytes]
WORD, POSTING = 450, 45  # bytes that a new word and a posting take, without the posting's value
LIMIT = 96 * 1024 * 1024


class List:
    """The entries that have a word, how often, and what the format keeps of each."""

    __slots__ = ("numbers", "times", "values")

    def __init__(self) -> None:
        self.numbers, self.times = array("I"), array("f")
        self.values: list[bytes] = []


class Lists:
    """The lists of all words of a part that is being written. Entries come in their order."""

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        self._folder, self._limit, self._size = folder, limit, 0
        self._lists: dict[Word, List] = {}
        self._runs: list[IO[bytes]] = []

    def add(self, name: str, text: bytes, number: int, times: float, value: bytes) -> None:
        """Add one posting; an empty value is none."""
        found = self._list((name, text))
        found.numbers.append(number)
        found.times.append(times)
        if value:
            found.values.append(value)
        self._size += POSTING + len(value)

    def add_all(
        self, word: Word, numbers: Sequence[int], times: Sequence[float], values: Sequence[bytes]
    ) -> None:
        """Add many postings of one word."""
        found = self._list(word)
        found.numbers.extend(numbers)
        found.times.extend(times)
        found.values.extend(values)
        self._size += POSTING * len(numbers) + sum(map(len, values))
        self.relieve()

    def relieve(self) -> None:
        """Put the lists into a file when they have grown too large."""
        if self._size > self._limit:
            self._save()

    def words(self) -> Iterator[tuple[Word, List]]:
        """All words in order with their lists; can be asked once."""
        if not self._runs:
            yield from self._in_order()
            return
        self._save()
        for word, parts in groupby(merge(*map(_read, self._runs), key=itemgetter(0)), _word):
            whole = List()
            for _, numbers, times, values in parts:
                whole.numbers.frombytes(numbers)
                whole.times.frombytes(times)
                whole.values.extend(values)
            yield word, whole
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        while self._runs:
            self._runs.pop().close()

    def _list(self, word: Word) -> List:
        found = self._lists.get(word)
        if found is None:
            found = self._lists[word] = List()
            self._size += WORD
        return found

    def _in_order(self) -> Iterator[tuple[Word, List]]:
        for word in sorted(self._lists):
            yield word, self._lists.pop(word)

    def _save(self) -> None:
        # A file without a name is gone when its process is; it is closed when it was read.
        run = TemporaryFile(dir=self._folder)  # noqa: SIM115
        for word, one in self._in_order():
            row = (word, one.numbers.tobytes(), one.times.tobytes(), one.values)
            pickle.dump(row, run, pickle.HIGHEST_PROTOCOL)
        self._runs.append(run)
        self._size = 0


def _read(run: IO[bytes]) -> Iterator[tuple[Word, bytes, bytes, list[bytes]]]:
    end = run.tell()
    run.seek(0)
    while run.tell() < end:
        yield pickle.load(run)


_word = itemgetter(0)
