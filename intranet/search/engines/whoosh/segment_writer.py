"""Writing one part of a Whoosh index, in Whoosh's own format."""

import pickle
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from operator import sub
from pathlib import Path
from typing import Any

from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3Codec, W3FieldWriter, W3PostingsWriter
from whoosh.formats import Frequency, Positions
from whoosh.index import FileIndex
from whoosh.system import pack_uint
from whoosh.util.numeric import byte_to_length, length_to_byte
from whoosh.writing import SegmentWriter

from intranet.search.engines.whoosh.postings_pool import LIMIT, List, Lists
from intranet.search.engines.whoosh.postings_reader import blocks, length_codes
from intranet.search.engines.whoosh.schema import columns_of, fields_of
from intranet.search.fields import IndexEntry

LARGE = 200  # bytes from which on packing is worth its time
MAGIC = WHOOSH3_HEADER_MAGIC


class PartWriter(SegmentWriter):
    """Writes a part of the index and commits; the caller holds the lock."""

    def __init__(self, index: FileIndex, limit: int = LIMIT) -> None:
        # Whoosh would read a part in one file into memory at each opening.
        super().__init__(index, _lk=False, codec=Codec(), compound=False)
        self.lists = Lists(Path(self._tempstorage.folder), limit)

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Commit at the end, without merging; on an error the index stays as it was."""
        try:
            yield
        except BaseException:
            self.cancel()
            raise
        self.commit(merge=False)

    def finished(self) -> Any:
        """The part, written but not yet in the index; None when nothing was added."""
        return self._finalize_segment() if self._added else None

    def add(self, entry: IndexEntry) -> None:
        """Add an entry."""
        document, number = self.perdocwriter, self.docnum
        document.start_doc(number)
        for name, tokens in fields_of(entry).items():
            field, length = self.schema[name], 0
            for token, count, value in _postings(field.format, tokens):
                self.lists.add(name, token.encode(), number, count, value)
                length += count
            document.add_field(name, field, None, length if field.scorable else 0)
        for name, text in columns_of(entry).items():
            document.add_column_value(name, self.schema[name].column_type, text.encode())
        document.finish_doc()
        self._added = True
        self.docnum += 1
        self.lists.relieve()

    def add_postings_to_pool(
        self, reader: Any, startdoc: int, docmap: dict[int, int] | None
    ) -> None:
        """Take over the lists of a part that is merged into this one."""
        for name, text in reader.all_terms():
            if name not in self.schema:
                continue
            for numbers, times, values in blocks(reader, name, text):
                left = [n for n, number in enumerate(numbers) if docmap is None or number in docmap]
                if left:
                    self.lists.add_all(
                        (name, text),
                        [docmap[numbers[n]] if docmap else startdoc + numbers[n] for n in left],
                        [times[n] for n in left],
                        [values[n] for n in left] if values else (),
                    )

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        documents = self.per_document_reader()
        self.fieldwriter.take(self.schema, documents, self.lists.words())
        self.fieldwriter.close()
        documents.close()

    def _close_segment(self) -> None:
        super()._close_segment()
        self.lists.close()


class Codec(W3Codec):
    """Whoosh's format, written list by list."""

    def field_writer(self, storage: Any, segment: Any) -> "Fields":
        """What writes the lists of a part."""
        return Fields(self, storage, segment)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> "Blocks":
        """What writes one list."""
        return Blocks(dbfile, self._blocklimit, byteids, self._compression, self._inlinelimit)

    def new_segment(self, storage: Any, indexname: str) -> Any:
        """A new part, that any Whoosh can read."""
        return W3Codec().new_segment(storage, indexname)


class Fields(W3FieldWriter):
    """The lists of a part."""

    def take(
        self, schema: Any, documents: Any, words: Iterator[tuple[tuple[str, bytes], List]]
    ) -> None:
        """Write all lists, which come in order."""
        last, lengths = "", b""
        for (name, text), one in words:
            if name != last:
                if last:
                    self.finish_field()
                self.start_field(name, schema[name])
                last, lengths = name, length_codes(documents, name)
            self.start_term(text)
            self._postwriter.take(one, lengths)
            self.finish_term()
        if last:
            self.finish_field()


class Blocks(W3PostingsWriter):
    """One list, block by block."""

    def take(self, one: List, lengths: bytes) -> None:
        """Write a list; lengths has the length of each entry, as one byte."""
        for start in range(0, len(one.numbers), self._blocklimit):
            if start:
                self._write_block()
            end = start + self._blocklimit
            self._ids, self._weights = one.numbers[start:end], one.times[start:end]
            self._values = one.values[start:end]
            self._maxweight = max(self._weights)
            if lengths:
                codes = [lengths[number] for number in self._ids]
                self._minlength = byte_to_length(min(codes)) or None
                self._maxlength = byte_to_length(max(codes))

    def _write_block(self, last: bool = False) -> None:
        if not self._blockcount:
            self._postfile.write(MAGIC)
        self._terminfo.add_block(self)
        data = pickle.dumps((self._mini_ids(), self._mini_weights(), self._mini_values()), 2)
        packing = self._compression if len(data) >= LARGE else 0
        data = zlib.compress(data, packing) if packing else data
        lengths = (length_to_byte(self._minlength), length_to_byte(self._maxlength))
        info = pickle.dumps((len(self._ids), self._ids[-1], self._maxweight, packing, *lengths), 2)
        size = len(info) + len(data)
        self._postfile.write_int(-size if last else size)
        self._postfile.write(info)
        self._postfile.write(data)
        self._blockcount += 1
        self._new_block()

    def _mini_ids(self) -> tuple[int, ...]:
        return (self._ids[0], *map(sub, self._ids[1:], self._ids))

    def _mini_weights(self) -> float | tuple[float, ...] | None:
        weights = self._weights
        if weights.count(weights[0]) < len(weights):
            return tuple(weights)
        return None if weights[0] == 1.0 else weights[0]


def _postings(form: Any, tokens: Sequence[str]) -> Iterator[tuple[str, int, bytes]]:
    """Each distinct token, how often it is there, and what the format keeps of it."""
    if isinstance(form, Positions):
        places: dict[str, list[int]] = defaultdict(list)
        for place, token in enumerate(tokens):
            places[token].append(place)
        for token, spots in places.items():
            yield token, len(spots), form.encode(spots)
    elif isinstance(form, Frequency):
        for token, count in Counter(tokens).items():
            yield token, count, pack_uint(count)
    else:
        yield from ((token, 1, b"") for token in set(tokens))
