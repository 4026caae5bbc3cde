"""What one part of a Whoosh index holds, read from the disk once.

A part never changes after it was written, but for the list of its deleted entries: so what is read
of it serves every later generation. Whoosh hands out postings one by one; its blocks are taken
whole here, as arrays.
"""

import threading
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pickle import loads
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import LENGTHS_COLUMN, W3LeafMatcher
from whoosh.reading import TermNotFound
from whoosh.util.numeric import byte_to_length

from intranet.language.levels import Level

Numbers = NDArray[np.int32]
Weights = NDArray[np.float32]
MOST_KEPT = 3_000_000  # postings of all parts together, eight bytes each
FAR = 1e6  # between the kinds of entries, more than either has
LENGTHS = np.array([byte_to_length(code) for code in range(256)], np.float64)
UINT = 4  # bytes before the positions of a word


@dataclass(frozen=True)
class Postings:
    """The entries that have a word, in order, and how often each has it."""

    numbers: Numbers
    times: Weights


NONE = Postings(np.empty(0, np.int32), np.empty(0, np.float32))


@dataclass(frozen=True)
class Column:
    """A value for each entry: values[codes[number]]."""

    codes: Numbers
    values: tuple[str, ...]

    def of(self, number: int) -> str:
        """The value of one entry."""
        return self.values[self.codes[number]]

    def where(self, holds: Callable[[str], bool]) -> NDArray[np.bool_]:
        """For each entry whether its value is such."""
        chosen = np.fromiter(map(holds, self.values), np.bool_, len(self.values))
        found: NDArray[np.bool_] = chosen[self.codes]
        return found


class Segment:
    """The arrays of one part, filled as they are asked for; threads share it."""

    def __init__(self, kept: "Kept") -> None:
        self._kept = kept
        self._lists: dict[tuple[str, str], Postings] = {}
        self._columns: dict[str, Column] = {}
        self._lengths: dict[str, NDArray[np.float64]] = {}
        self._ranks: dict[str, NDArray[np.float64]] = {}
        self._places: dict[str, int] | None = None

    def postings(self, reader: Any, name: str, text: str) -> Postings:
        """The entries with a word, deleted ones among them."""
        key = (name, text)
        found = self._lists.get(key)
        if found is None:
            found = self._lists[key] = _read(reader, name, text)
            self._kept.add(self, key, len(found.numbers))
        return found

    def forget(self, key: tuple[str, str]) -> None:
        """Let go of a list that was not needed for long."""
        self._lists.pop(key, None)

    def column(self, reader: Any, name: str) -> Column:
        """A column of values."""
        if name not in self._columns:
            self._columns[name] = _column(reader, name)
        return self._columns[name]

    def lengths(self, reader: Any, name: str) -> NDArray[np.float64]:
        """How many words the field of each entry has."""
        if name not in self._lengths:
            codes = np.frombuffer(length_codes(reader._perdoc, name), np.uint8)
            self._lengths[name] = LENGTHS[codes]
        return self._lengths[name]

    def ranks(self, reader: Any, name: str) -> NDArray[np.float64]:
        """A number for each entry that orders by a column: "date", "id" or "level"."""
        if name not in self._ranks:
            column = self.column(reader, name)
            ranks = np.fromiter(map(RANKS[name], column.values), np.float64, len(column.values))
            self._ranks[name] = ranks[column.codes]
        return self._ranks[name]

    def place(self, reader: Any, entry: str) -> int | None:
        """The number of the entry with this id, the latest one if it was written twice."""
        if self._places is None:
            column = self.column(reader, "id")
            self._places = {column.of(n): n for n in range(len(column.codes))}
        return self._places.get(entry)


class Kept:
    """The parts that were read, and which lists of theirs stay in memory."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._segments: dict[str, Segment] = {}
        self._order: OrderedDict[tuple[int, tuple[str, str]], tuple[Segment, int]] = OrderedDict()
        self._count = 0

    def segment(self, name: str) -> Segment:
        """The arrays of a part by its name."""
        with self._lock:
            return self._segments.setdefault(name, Segment(self))

    def keep_only(self, names: Iterable[str]) -> None:
        """Forget the parts that are no longer there."""
        with self._lock:
            wanted = set(names)
            self._segments = {n: one for n, one in self._segments.items() if n in wanted}
            alive = set(map(id, self._segments.values()))
            for key in [key for key in self._order if key[0] not in alive]:
                self._count -= self._order.pop(key)[1]

    def add(self, segment: Segment, key: tuple[str, str], count: int) -> None:
        """Note a list that was read; the oldest ones make room."""
        with self._lock:
            self._order[id(segment), key] = (segment, count)
            self._count += count
            while self._count > MOST_KEPT and len(self._order) > 1:
                (_, old), (owner, size) = self._order.popitem(last=False)
                owner.forget(old)
                self._count -= size


def positions(
    reader: Any, name: str, text: str, wanted: Sequence[int] | Numbers
) -> dict[int, list[int]]:
    """Where the word stands in each of the wanted entries, which come in order."""
    found: dict[int, list[int]] = {}
    matcher = _matcher(reader, name, text)
    for number in map(int, wanted):
        if matcher.is_active():
            matcher.skip_to(number)
        if matcher.is_active() and matcher.id() == number:
            found[number] = _places(matcher.value())
    return found


def _places(value: bytes) -> list[int]:
    # What whoosh.formats.Positions wrote: a count, then a pickled list of steps without its end.
    steps = loads(value[UINT:] if value.endswith(b".") else value[UINT:] + b".")
    return list(np.cumsum(steps)) if len(steps) > 1 else list(steps)


def _matcher(reader: Any, name: str, text: str | bytes) -> Any:
    field = reader.schema[name]
    # The reader's own method would hide deleted entries one by one; they are masked out later.
    return reader._terms.matcher(name, field.to_bytes(text), field.format)


def _read(reader: Any, name: str, text: str) -> Postings:
    try:
        matcher = _matcher(reader, name, text)
    except (KeyError, TermNotFound):
        return NONE
    if not isinstance(matcher, W3LeafMatcher):
        return _one_by_one(matcher)
    numbers, times = [], []
    while matcher.is_active():
        matcher._read_data()
        numbers.append(np.cumsum(np.asarray(matcher._data[0], np.int64)).astype(np.int32))
        times.append(_times(matcher._data[1], matcher._blocklength))
        matcher._next_block()
    return Postings(np.concatenate(numbers), np.concatenate(times))


def _times(weights: Any, count: int) -> Weights:
    if weights is None:
        return np.ones(count, np.float32)
    if isinstance(weights, float):
        return np.full(count, weights, np.float32)
    return np.asarray(weights, np.float32)


def _one_by_one(matcher: Any) -> Postings:
    numbers, times = array("i"), array("f")
    while matcher.is_active():
        numbers.append(matcher.id())
        times.append(matcher.weight())
        matcher.next()
    return Postings(np.asarray(numbers, np.int32), np.asarray(times, np.float32))


def blocks(reader: Any, name: str, text: bytes) -> Iterator[tuple[Any, Any, Any]]:
    """The blocks of a list: entries, how often each has the word, what the format keeps."""
    matcher = _matcher(reader, name, text)
    while matcher.is_active():
        matcher._read_ids()
        matcher._read_weights()
        matcher._read_values()
        yield matcher._ids, matcher._weights, matcher._values if matcher._data[2] else ()
        matcher._next_block()


def length_codes(documents: Any, name: str) -> bytes:
    """How long a field of each entry is, as Whoosh keeps it: one byte of a logarithm."""
    count: int = documents.doc_count_all()
    column = documents._cached_reader(f"_{name}_len", LENGTHS_COLUMN)
    if column is None:
        return bytes(count)
    return bytes(column._dbfile.get(column._basepos, column._count)).ljust(count, b"\0")


def _day(value: str) -> float:
    return float(value.replace("-", "") or 0)


def _id(value: str) -> float:
    prefix, _, number = value.rpartition(":")
    return crc32(prefix.encode()) * FAR + (float(number) if number.isdigit() else 0)


def _level(value: str) -> float:
    return LEVELS.get(value, len(LEVELS))


LEVELS = {level.value: place for place, level in enumerate(Level)}
RANKS: dict[str, Callable[[str], float]] = {"date": _day, "id": _id, "level": _level}


def _column(reader: Any, name: str) -> Column:
    read = reader.column_reader(f"{name}_column")
    values: dict[bytes, int] = {}
    codes = (values.setdefault(read[n], len(values)) for n in range(reader.doc_count_all()))
    found = np.fromiter(codes, np.int32, reader.doc_count_all())
    return Column(found, tuple(value.decode() for value in values))
