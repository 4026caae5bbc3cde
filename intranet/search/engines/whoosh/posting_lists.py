"""The lists of postings of a segment, written as Whoosh reads them, in a fraction of its time.

Whoosh hands each posting through half a dozen calls and packs lists of one number. Here a list is
written as a whole: the same blocks and the same figures for each token, short blocks unpacked.
"""

import pickle
import struct
import zlib
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import sub
from typing import Any

from whoosh.codec.base import FieldWriter
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3Codec, W3TermInfo
from whoosh.filedb.filetables import HashWriter, OrderedHashWriter
from whoosh.util.numeric import length_to_byte
from whoosh.util.numlists import GrowableArray

BLOCK = 128  # postings that are read together
WORTH_PACKING, LEVEL = 100, 3  # bytes, and how hard zlib tries
FLUSHED = 1 << 20  # bytes that go to the file at once
BY_CRC = 1  # how Whoosh's table of tokens hashes

PostingList = tuple[str, bytes, Sequence[int], Sequence[float], Sequence[bytes]]
"""Field, token, then side by side: numbers of entries in their order, times, values."""

SIZE, FIELD, EXTENT = struct.Struct("!i"), struct.Struct("!H"), struct.Struct("!qi")
KEY_AND_VALUE, SLOT = struct.Struct("!ii"), struct.Struct("!Iq")


class ListCodec(W3Codec):
    """Whoosh's codec, but for who writes the lists; its segments are Whoosh's own."""

    def field_writer(self, storage: Any, segment: Any) -> "PostingListsWriter":
        """What writes the lists of a segment."""
        return PostingListsWriter(storage, segment)

    def new_segment(self, storage: Any, indexname: str) -> Any:
        """A segment that knows nothing of this codec."""
        return W3Codec().new_segment(storage, indexname)


class PostingListsWriter(FieldWriter):
    """Writes the file of lists and the table of tokens of one segment."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._lists = Appended(segment.create_file(storage, W3Codec.POSTS_EXT))
        self._terms = TermTable(segment.create_file(storage, W3Codec.TERMS_EXT))
        self._fields: dict[str, int] = {}
        self._terms.extras["fieldmap"] = self._fields
        self.is_closed = False

    def add_lists(self, schema: Any, documents: Any, lists: Iterable[PostingList]) -> None:
        """Write all lists, which come in the order of fields and tokens.

        documents reads the columns of the segment, for the lengths of its entries.
        """
        size, lengths = None, b""
        for field, token, numbers, times, values in lists:
            if field not in self._fields:
                self._fields[field] = len(self._fields)
                size = schema[field].format.fixed_value_size()
                lengths = _lengths(documents, field) if schema[field].scorable else b""
            key = FIELD.pack(self._fields[field]) + token
            spans = [lengths[number] for number in numbers] if lengths else []
            self._terms.add(key, self._written(numbers, times, values, spans, size))

    def _written(
        self,
        numbers: Sequence[int],
        times: Sequence[float],
        values: Sequence[bytes],
        spans: Sequence[int],
        size: int | None,
    ) -> bytes:
        """What the table says of a list that was written just now."""
        start = self._lists.place
        self._lists.add(WHOOSH3_HEADER_MAGIC)
        for first in range(0, len(numbers), BLOCK):
            end = first + BLOCK
            block = _block(
                numbers[first:end], times[first:end], values[first:end], spans[first:end], size
            )
            length = sum(map(len, block))
            self._lists.add(SIZE.pack(length if end < len(numbers) else -length))
            self._lists.add(*block)
        figures = W3TermInfo._struct.pack(
            0, sum(times), len(numbers), *_bounds(spans), max(times), numbers[0], numbers[-1]
        )
        return bytes(figures) + EXTENT.pack(start, self._lists.place - start)

    def close(self) -> None:
        """Finish both files."""
        self._terms.close()
        self._lists.close()
        self.is_closed = True


class Appended:
    """A file that is written to in large pieces; place says where the next byte comes."""

    def __init__(self, file: Any) -> None:
        self._file, self._waiting = file, bytearray()
        self.place = int(file.tell())

    def add(self, *pieces: bytes) -> None:
        """Write the pieces one behind the other."""
        for piece in pieces:
            self._waiting += piece
            self.place += len(piece)
        if len(self._waiting) > FLUSHED:
            self.flush()

    def flush(self) -> None:
        """Let the file have all that was written."""
        self._file.write(bytes(self._waiting))
        self._waiting.clear()

    def close(self) -> None:
        """Write what waits, and close the file."""
        self.flush()
        self._file.close()


class TermTable(OrderedHashWriter):
    """Whoosh's table of tokens, which come in their order."""

    def __init__(self, file: Any) -> None:
        HashWriter.__init__(self, file, hashtype=BY_CRC)
        self.index = GrowableArray("H")
        self._rows = Appended(file)

    def add(self, key: bytes, value: bytes) -> None:
        """Let the table say this of a token."""
        place, hashed = self._rows.place, zlib.crc32(key)
        self.index.append(place)
        self._rows.add(KEY_AND_VALUE.pack(len(key), len(value)), key, value)
        self.buckets[hashed & 255].append((hashed, place))

    def _write_hashes(self) -> None:
        self._rows.flush()
        for entries in self.buckets:
            slots = _slots(entries)
            self.directory.append((self.dbfile.tell(), len(slots)))
            self.dbfile.write(struct.pack("!" + "Iq" * len(slots), *chain(*slots)))


def _slots(entries: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where each hash stands among twice as many places: at its own, or at the next free one."""
    count, empty = 2 * len(entries), (0, 0)
    slots = [empty] * count
    for hashed, place in entries:
        slot = (hashed >> 8) % count
        while slots[slot] is not empty:
            slot = (slot + 1) % count
        slots[slot] = (hashed, place)
    return slots


def _block(
    numbers: Sequence[int],
    times: Sequence[float],
    values: Sequence[bytes],
    spans: Sequence[int],
    size: int | None,
) -> tuple[bytes, bytes]:
    """What is said of a block, and its content: steps from entry to entry, times, values."""
    steps = (numbers[0], *map(sub, numbers[1:], numbers))
    seldom = times.count(times[0]) == len(times)
    held = tuple(values) if size is None else b"".join(values) if size else None
    weights = (None if times[0] == 1.0 else times[0]) if seldom else tuple(times)
    content, level = pickle.dumps((steps, weights, held), 2), 0
    if len(content) > WORTH_PACKING:
        content, level = zlib.compress(content, LEVEL), LEVEL
    said = (len(numbers), numbers[-1], max(times), level, *_bounds(spans))
    return pickle.dumps(said, 2), content


def _bounds(spans: Sequence[int]) -> tuple[int, int]:
    """The shortest and the longest of the entries that have a length."""
    return min(filter(None, spans), default=0), max(spans, default=0)


def _lengths(documents: Any, field: str) -> bytes:
    """The length of a field of each entry, as a byte stands for it."""
    length = documents.doc_field_length
    count = documents.doc_count_all()
    return bytes(length_to_byte(length(number, field)) for number in range(count))
