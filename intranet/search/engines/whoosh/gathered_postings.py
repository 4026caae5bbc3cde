"""The postings of the entries that are being written, gathered by field and token."""

import marshal
import pickle
import struct
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from heapq import merge
from itertools import chain, groupby, islice
from operator import itemgetter, sub
from pathlib import Path
from typing import IO, Any

from whoosh.formats import Existence, Positions

from intranet.search.engines.whoosh.posting_lists import PostingList

MOST_HELD = 1_000_000  # postings, some hundred bytes each, before they wait in a file
BATCH = 4_000  # lists that are read from such a file at once
COUNT = struct.Struct("!I")

Postings = Sequence[tuple[bytes, float, bytes]]
"""Token, times and value of each token of a field of one entry."""
Flat = list[Any]
"""Number, times, value, number, times, value …"""


def postings_of(format_: Any, tokens: Sequence[str]) -> Postings:
    """The postings of a field with these tokens, as the formats of Whoosh would have them."""
    if isinstance(format_, Positions):
        places: dict[str, list[int]] = {}
        for place, token in enumerate(tokens):
            places.setdefault(token, []).append(place)
        return [(token.encode(), float(len(at)), _steps(at)) for token, at in places.items()]
    if isinstance(format_, Existence):
        return [(token.encode(), 1.0, b"") for token in set(tokens)]
    return [
        (token.encode(), float(times), COUNT.pack(times))
        for token, times in Counter(tokens).items()
    ]


def _steps(places: list[int]) -> bytes:
    steps = places if len(places) == 1 else [places[0], *map(sub, places[1:], places)]
    return COUNT.pack(len(places)) + pickle.dumps(steps, 2)


class GatheredPostings:
    """Takes the place of Whoosh's own pool; what is too much for the memory waits in files.

    They have no name: when the process dies they are gone.
    """

    def __init__(self, folder: Path, most: int = MOST_HELD) -> None:
        self._folder = folder
        self._most, self._held = most, 0
        self._fields: dict[str, dict[bytes, Flat]] = {}
        self._files: list[IO[bytes]] = []
        self._open_files = ExitStack()

    def gather(self, field: str, number: int, postings: Postings) -> None:
        """Take what a field of an entry has; entries come in the order of their numbers."""
        of_field = self._fields.setdefault(field, {})
        for token, times, value in postings:
            of_field.setdefault(token, []).extend((number, times, value))
        self._held += len(postings)
        if self._held > self._most:
            self._put_away()

    def add(self, posting: tuple[str, bytes, int, float, bytes | None]) -> None:
        """Take one posting, of a segment that is being merged."""
        field, token, number, times, value = posting
        self.gather(field, number, [(token, times, value or b"")])

    def lists(self) -> Iterator[PostingList]:
        """All lists in the order of fields and tokens."""
        parts = merge(*map(_read, self._files), self._in_order(), key=itemgetter(0, 1))
        for (field, token), several in groupby(parts, key=itemgetter(0, 1)):
            flat = list(chain.from_iterable(part for _, _, part in several))
            yield field, token, flat[::3], flat[1::3], flat[2::3]

    def cleanup(self) -> None:
        """Forget everything."""
        self._fields.clear()
        self._open_files.close()

    def _in_order(self) -> Iterator[tuple[str, bytes, Flat]]:
        for field, of_field in sorted(self._fields.items()):
            for token in sorted(of_field):
                yield field, token, of_field[token]

    def _put_away(self) -> None:
        file = self._open_files.enter_context(_nameless_file(self._folder))
        lists = self._in_order()
        while batch := list(islice(lists, BATCH)):
            marshal.dump(batch, file)
        file.seek(0)
        self._files.append(file)
        self._fields, self._held = {}, 0


def _nameless_file(folder: Path) -> IO[bytes]:
    return tempfile.TemporaryFile(dir=folder)


def _read(file: IO[bytes]) -> Iterator[tuple[str, bytes, Flat]]:
    while True:
        try:
            yield from marshal.load(file)
        except EOFError:
            return
