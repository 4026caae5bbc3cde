"""Taking a part of a Whoosh index from the disk, as arrays.

Whoosh hands out postings one by one; its blocks are taken whole here.
"""

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import LENGTHS_COLUMN, W3LeafMatcher
from whoosh.reading import TermNotFound
from whoosh.util.numeric import byte_to_length

from intranet.search.engines.whoosh.schema import LEAP, STEP

Numbers = NDArray[np.int32]
Weights = NDArray[np.float32]
Spots = NDArray[np.int64]
LENGTHS = np.array([byte_to_length(code) for code in range(256)], np.float64)
SHIFT = 22  # bits for the place of a word in an entry


@dataclass(frozen=True)
class Postings:
    """The entries that have a word, in order, and how often each has it."""

    numbers: Numbers
    times: Weights


NONE = Postings(np.empty(0, np.int32), np.empty(0, np.float32))
NOWHERE: Spots = np.empty(0, np.int64)


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


def read_postings(reader: Any, name: str, text: str) -> Postings:
    """The entries with a word, deleted ones among them."""
    try:
        matcher = _matcher(reader, name, text)
    except (KeyError, TermNotFound):
        return NONE
    if not isinstance(matcher, W3LeafMatcher):
        return _one_by_one(matcher)
    numbers, times = [], []
    for steps, weights, _ in _data(matcher):
        numbers.append(np.cumsum(np.asarray(steps, np.int64)).astype(np.int32))
        times.append(_times(weights, len(steps)))
    return Postings(np.concatenate(numbers), np.concatenate(times))


def read_spots(reader: Any, name: str, text: str, wanted: Numbers | None = None) -> Spots:
    """Where a word stands: the entry in the upper bits, in the lower ones its place there.

    When entries are wanted, which come in order, blocks without any of them are left out.
    """
    try:
        matcher = _matcher(reader, name, text)
    except (KeyError, TermNotFound):
        return NOWHERE
    found = [_spots(steps, values) for steps, _, values in _data(matcher, wanted)]
    return np.concatenate(found) if found else NOWHERE


def _spots(steps: Any, values: tuple[bytes, ...]) -> Spots:
    counts = np.fromiter(map(len, values), np.int64, len(values)) // STEP.itemsize
    moves = np.frombuffer(b"".join(values), STEP)
    way = np.cumsum(np.where(moves == 0, LEAP, moves), dtype=np.int64)
    ends = np.cumsum(counts)
    before = np.repeat(np.concatenate(([0], way[ends[:-1] - 1])), counts)
    owners = np.repeat(np.cumsum(np.asarray(steps, np.int64)), counts)
    found: Spots = ((owners << SHIFT) + way - before)[moves != 0]
    return found


def blocks(reader: Any, name: str, text: bytes) -> Iterator[tuple[Any, Any, Any]]:
    """The blocks of a list: entries, how often each has the word, what the format keeps."""
    for steps, weights, values in _data(_matcher(reader, name, text)):
        kept = values or ()
        if isinstance(kept, bytes):
            size = len(kept) // len(steps)
            kept = [kept[start : start + size] for start in range(0, len(kept), size)]
        yield np.cumsum(steps).tolist(), _times(weights, len(steps)).tolist(), kept


def _data(matcher: Any, wanted: Numbers | None = None) -> Iterator[tuple[Any, Any, Any]]:
    seen = 0
    while matcher.is_active():
        until = seen if wanted is None else int(np.searchsorted(wanted, matcher._maxid, "right"))
        if wanted is None or until > seen:
            matcher._read_data()
            yield matcher._data
        seen = until
        matcher._next_block()


def length_codes(documents: Any, name: str) -> bytes:
    """How long a field of each entry is, as Whoosh keeps it: one byte of a logarithm."""
    count: int = documents.doc_count_all()
    column = documents._cached_reader(f"_{name}_len", LENGTHS_COLUMN)
    if column is None:
        return bytes(count)
    return bytes(column._dbfile.get(column._basepos, column._count)).ljust(count, b"\0")


def read_lengths(reader: Any, name: str) -> NDArray[np.float64]:
    """How many words the field of each entry has."""
    found: NDArray[np.float64] = LENGTHS[
        np.frombuffer(length_codes(reader._perdoc, name), np.uint8)
    ]
    return found


def _matcher(reader: Any, name: str, text: str | bytes) -> Any:
    field = reader.schema[name]
    # The reader's own method would hide deleted entries one by one; they are masked out later.
    return reader._terms.matcher(name, field.to_bytes(text), field.format)


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


def read_column(reader: Any, name: str) -> Column:
    """A column of values."""
    read = reader.column_reader(f"{name}_column")
    values: dict[bytes, int] = {}
    codes = (values.setdefault(read[n], len(values)) for n in range(reader.doc_count_all()))
    found = np.fromiter(codes, np.int32, reader.doc_count_all())
    return Column(found, tuple(value.decode() for value in values))
