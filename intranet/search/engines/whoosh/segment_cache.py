"""What one part of a Whoosh index holds, read from the disk once.

A part never changes after it was written, but for the list of its deleted entries: so what is read
of it serves every later generation.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from intranet.language.bodies.levels import Level
from intranet.search.engines.whoosh.postings_reader import (
    Column,
    Numbers,
    Postings,
    Spots,
    read_column,
    read_lengths,
    read_postings,
    read_spots,
)

MOST_KEPT = 6_000_000  # postings and places of words of all parts together, eight bytes each
MANY = 8  # a list so many times as long as what is wanted of it is not read whole
FAR = 1e6  # between the kinds of entries, more than either has

Key = tuple[str, str]


class Segment:
    """The arrays of one part, filled as they are asked for; threads share it."""

    def __init__(self, kept: "Kept") -> None:
        self._kept = kept
        self._lists: dict[Key, Postings] = {}
        self._spots: dict[Key, Spots] = {}
        self._columns: dict[str, Column] = {}
        self._lengths: dict[str, NDArray[np.float64]] = {}
        self._ranks: dict[str, NDArray[np.float64]] = {}
        self._places: dict[str, int] | None = None

    @property
    def kept(self) -> tuple[dict[Key, Any], ...]:
        """The lists of which only the latest stay in memory."""
        return self._lists, self._spots

    def postings(self, reader: Any, name: str, text: str) -> Postings:
        """The entries with a word, deleted ones among them."""
        found = self._lists.get((name, text))
        if found is None:
            found = self._lists[name, text] = read_postings(reader, name, text)
            self._kept.add(self._lists, (name, text), len(found.numbers))
        return found

    def spots(self, reader: Any, name: str, text: str, wanted: Numbers) -> Spots:
        """Where a word stands, at least in the wanted entries, which come in order."""
        found = self._spots.get((name, text))
        if found is None:
            if len(wanted) * MANY < len(self.postings(reader, name, text).numbers):
                return read_spots(reader, name, text, wanted)
            found = self._spots[name, text] = read_spots(reader, name, text)
            self._kept.add(self._spots, (name, text), len(found))
        return found

    def column(self, reader: Any, name: str) -> Column:
        """A column of values."""
        if name not in self._columns:
            self._columns[name] = read_column(reader, name)
        return self._columns[name]

    def lengths(self, reader: Any, name: str) -> NDArray[np.float64]:
        """How many words the field of each entry has."""
        if name not in self._lengths:
            self._lengths[name] = read_lengths(reader, name)
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
            self._places = {column.values[code]: n for n, code in enumerate(column.codes.tolist())}
        return self._places.get(entry)


class Kept:
    """The parts that were read, and which lists of theirs stay in memory."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._segments: dict[str, Segment] = {}
        self._order: OrderedDict[tuple[int, Key], tuple[dict[Key, Any], int]] = OrderedDict()
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
            alive = {id(lists) for one in self._segments.values() for lists in one.kept}
            for key in [key for key in self._order if key[0] not in alive]:
                self._count -= self._order.pop(key)[1]

    def add(self, lists: dict[Key, Any], key: Key, count: int) -> None:
        """Note a list that was read; the oldest ones make room."""
        with self._lock:
            if (id(lists), key) in self._order:  # another thread read it too
                return
            self._order[id(lists), key] = (lists, count)
            self._count += count
            while self._count > MOST_KEPT and len(self._order) > 1:
                (_, old), (owner, size) = self._order.popitem(last=False)
                owner.pop(old, None)
                self._count -= size


def _day(value: str) -> float:
    return float(value.replace("-", "") or 0)


def _id(value: str) -> float:
    prefix, _, number = value.rpartition(":")
    return crc32(prefix.encode()) * FAR + (float(number) if number.isdigit() else 0)


def _level(value: str) -> float:
    return LEVELS.get(value, len(LEVELS))


LEVELS = {level.value: place for place, level in enumerate(Level)}
RANKS: dict[str, Callable[[str], float]] = {"date": _day, "id": _id, "level": _level}
