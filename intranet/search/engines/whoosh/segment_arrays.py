"""What one segment of a Whoosh index holds, as arrays, read when they are first asked for."""

import pickle
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
from itertools import chain, islice, takewhile
from typing import Any, TypeVar
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3LeafMatcher
from whoosh.reading import TermNotFound

from intranet.search.engines.filtered_hits import Mask, Numbers, Reals
from intranet.search.engines.port import level_rank
from intranet.search.engines.whoosh.schema import SEPARATOR

MOST_VALUES = 6_000_000  # postings of all segments that stay in memory, eight bytes each
SHIFT = 22  # bits for the place of a token in an entry
FAR = 1e6  # between the kinds of entries, more than either has

COUNT_BYTES = 4  # before the places of a token in a posting (whoosh.formats.Positions)

Places = NDArray[np.int64]
Value = TypeVar("Value")
PostingsBlock = tuple[Sequence[int], Any, Sequence[bytes]]
"""As Whoosh stores them: steps from entry to entry, times for each (or for all), values."""

NO_NUMBERS, NO_TIMES = np.empty(0, np.int32), np.empty(0, np.float32)


@dataclass(frozen=True)
class Postings:
    """The entries that have a token, by their numbers in order, and how often each has it."""

    numbers: Numbers
    times: NDArray[np.float32]


@dataclass(frozen=True)
class ValueColumn:
    """A value for each entry: values[codes[number]]."""

    codes: Numbers
    values: tuple[str, ...]

    def of(self, number: int) -> str:
        """The value of one entry."""
        return self.values[int(self.codes[number])]

    def where(self, holds: Callable[[str], bool]) -> Mask:
        """For each entry whether its value is such."""
        fitting = np.fromiter(map(holds, self.values), np.bool_, len(self.values))
        return np.asarray(fitting[self.codes])


class PostingsCache:
    """The postings that were asked for last, of all segments together."""

    def __init__(self, most: int = MOST_VALUES) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str, str], Postings] = OrderedDict()
        self._most, self._values = most, 0

    def get(self, key: tuple[str, str, str], read: Callable[[], Postings]) -> Postings:
        """The postings of segment, field and token; read if they are not in memory."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        postings = read()
        with self._lock:
            if key not in self._kept:  # else another thread read it too
                self._kept[key] = postings
                self._values += len(postings.numbers)
            while self._values > self._most and len(self._kept) > 1:
                _, oldest = self._kept.popitem(last=False)
                self._values -= len(oldest.numbers)
        return postings

    def keep_only(self, segments: Iterable[str]) -> None:
        """Forget the segments that are no longer there."""
        with self._lock:
            there = set(segments)
            for key in [key for key in self._kept if key[0] not in there]:
                self._values -= len(self._kept.pop(key).numbers)


def _once(read: Callable[[Any, str], Value]) -> Callable[[Any, str], Value]:
    """Remembers what a method of `SegmentArrays` read of a field or column."""

    @wraps(read)
    def remembered(self: "SegmentArrays", name: str) -> Value:
        key = (read.__name__, name)
        with self._lock:
            if key not in self._read:
                self._read[key] = read(self, name)
            value: Value = self._read[key]
            return value

    return remembered


class SegmentArrays:
    """The arrays of one segment; entries are numbered as in the segment.

    A segment never changes after it was written, but for the list of its deleted entries, which is
    not kept here: so its arrays serve every later generation. Threads share them.
    """

    def __init__(self, storage: Any, schema: Any, segment: Any, cache: PostingsCache) -> None:
        self.name = str(segment.segment_id())
        self.count = int(segment.doc_count_all())
        self._schema, self._cache = schema, cache
        codec = segment.codec()
        self._terms = codec.terms_reader(storage, segment)
        self._documents = codec.per_document_reader(storage, segment)
        self._lock = threading.RLock()  # the readers have one place in their files
        self._read: dict[tuple[str, str], Any] = {}

    def postings(self, field: str, token: str) -> Postings:
        """The entries with a token, deleted ones among them."""
        return self._cache.get((self.name, field, token), lambda: self._postings(field, token))

    def _postings(self, field: str, token: str) -> Postings:
        with self._lock:
            blocks = list(_blocks(self._matcher(field, token)))
        numbers = [np.cumsum(steps, dtype=np.int32) for steps, _, _ in blocks]
        times = [np.broadcast_to(np.float32(times), len(steps)) for steps, times, _ in blocks]
        return Postings(np.concatenate([NO_NUMBERS, *numbers]), np.concatenate([NO_TIMES, *times]))

    def places(self, field: str, token: str, numbers: Numbers) -> Places:
        """Where a token stands in these entries, which all have it and come in order.

        The entry is in the upper bits, in the lower ones its place there.
        """
        values: list[bytes] = []
        with self._lock:
            for strides, _, held in _blocks(self._matcher(field, token), numbers):
                ids = np.cumsum(strides, dtype=np.int32)
                first, end = np.searchsorted(numbers, (ids[0], ids[-1] + 1))
                values += [held[n] for n in np.searchsorted(ids, numbers[first:end])]
        steps = [pickle.loads(value[COUNT_BYTES:]) for value in values]
        counts = np.array([0, *map(len, steps)], np.int64)
        way = np.cumsum(np.fromiter(chain((0,), *steps), np.int64))
        before = np.repeat(way[np.cumsum(counts)[:-1]], counts[1:])
        return np.repeat(numbers.astype(np.int64) << SHIFT, counts[1:]) + way[1:] - before

    def _matcher(self, field: str, token: str) -> Any:
        try:
            of_field = self._schema[field]
            return self._terms.matcher(field, of_field.to_bytes(token), of_field.format)
        except TermNotFound:
            return None

    def tokens(self, field: str, prefix: str, most: int | None = None) -> list[str]:
        """The tokens of a field that begin so, in their order; the first `most` of them."""
        beginning = prefix.encode()
        with self._lock:
            terms = self._terms.terms_from(field, beginning)
            belonging = takewhile(lambda t: t[0] == field and t[1].startswith(beginning), terms)
            return [token.decode() for _, token in islice(belonging, most)]

    @_once
    def lengths(self, field: str) -> Reals:
        """How many tokens a field of each entry has, about so."""
        length = self._documents.doc_field_length
        return np.array([length(n, field) or 0 for n in range(self.count)], np.float64)

    def tokens_in(self, field: str) -> int:
        """How many tokens a field of all entries has."""
        return int(self._documents.field_length(field))

    @_once
    def column(self, name: str) -> ValueColumn:
        """A value for each entry."""
        stored = f"{name}_column"
        reader = self._documents.column_reader(stored, self._schema[stored].column_type)
        values: dict[bytes, int] = {}
        codes = [values.setdefault(reader[n], len(values)) for n in range(self.count)]
        return ValueColumn(np.array(codes, np.int32), tuple(value.decode() for value in values))

    @_once
    def facet_values(self, name: str) -> list[tuple[str, ...]]:
        """The values that each code of a column stands for; only topics are several in one."""
        return [tuple(value.split(SEPARATOR)) for value in self.column(name).values]

    @_once
    def ranks(self, name: str) -> Reals:
        """A number for each entry that orders by a column: "date", "id" or "level"."""
        column = self.column(name)
        ranks = np.array([RANKS[name](value) for value in column.values], np.float64)
        return np.asarray(ranks[column.codes])

    def number_of(self, entry: str) -> int | None:
        """The number of the entry with this id, the latest one if it was written twice."""
        return self._numbers("id").get(entry)

    @_once
    def _numbers(self, name: str) -> dict[str, int]:
        column = self.column(name)
        return {column.values[code]: n for n, code in enumerate(column.codes.tolist())}


def _blocks(matcher: Any, wanted: Numbers | None = None) -> Iterator[PostingsBlock]:
    """The blocks of a list of postings, when entries are wanted only those that may have some.

    Whoosh hands out postings one by one; taken block by block they come in a tenth of the time.
    """
    if isinstance(matcher, W3LeafMatcher):
        before = -1
        while matcher.is_active():
            last = matcher.block_max_id()
            if wanted is None or np.diff(np.searchsorted(wanted, (before, last), "right")):
                matcher._read_data()
                steps, times, values = matcher._data
                yield steps, 1.0 if times is None else times, values
            before = last
            matcher._next_block()
        return
    while matcher and matcher.is_active():  # a short list, kept beside its token
        yield (matcher.id(),), matcher.weight(), (matcher.value(),)
        matcher.next()


def _day(value: str) -> float:
    return float(value.replace("-", "") or 0)


def _id(value: str) -> float:
    prefix, _, number = value.rpartition(":")
    return crc32(prefix.encode()) * FAR + (float(number) if number.isdigit() else 0)


RANKS: dict[str, Callable[[str], float]] = {"date": _day, "id": _id, "level": level_rank}
