"""Writing a Whoosh index: changes, merges, and a whole index by several processes."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from whoosh.index import TOC, FileIndex
from whoosh.writing import SegmentWriter

from intranet.search.engines.analysis_cache import AnalysisCache
from intranet.search.engines.entry_processes import batches, counted, shared_out
from intranet.search.engines.whoosh.gathered_postings import GatheredPostings, postings_of
from intranet.search.engines.whoosh.posting_lists import ListCodec
from intranet.search.engines.whoosh.schema import document_of
from intranet.search.engines.whoosh.storage import open_index
from intranet.search.fields import IndexEntry


class EntryWriter(SegmentWriter):
    """Whoosh's writer of a segment, with postings gathered and lists written by ourselves.

    Whoosh would read a segment in one compound file into memory at each opening.
    """

    def __init__(self, index: FileIndex, **locking: Any) -> None:
        super().__init__(index, compound=False, codec=ListCodec(), **locking)
        self.pool = GatheredPostings(Path(index.storage.folder))

    def add_document(self, **values: Any) -> None:
        """Write an entry: lists of tokens of indexed fields, bytes of columns."""
        documents, number = self.perdocwriter, self.docnum
        documents.start_doc(number)
        for name in sorted(values):
            field, length = self.schema[name], 0
            if field.indexed:
                postings = postings_of(field.format, values[name])
                length = int(sum(times for _, times, _ in postings)) if field.scorable else 0
                self.pool.gather(name, number, postings)
            documents.add_field(name, field, None, length)
            if field.column_type:
                documents.add_column_value(name, field.column_type, values[name])
        documents.finish_doc()
        self._added = True
        self.docnum += 1

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        documents = self.per_document_reader()
        self.fieldwriter.add_lists(self.schema, documents, self.pool.lists())
        self.fieldwriter.close()
        documents.close()


@contextmanager
def writer_of(index: FileIndex, **merging: Any) -> Iterator[EntryWriter]:
    """A writer that commits at the end of the block; on an error the index stays as it was.

    Nothing is merged unless `merging` says what (see Whoosh's `commit`). The caller is the only
    one who writes.
    """
    writer = EntryWriter(index)
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit(**(merging or {"merge": False}))


def fill(index: FileIndex, entries: Iterable[IndexEntry]) -> None:
    """Write all entries into an empty index: a few here, many by as many processes as cores.

    Raises IndexUnavailable when a process failed; the index then is not to be used.
    """
    folder = Path(index.storage.folder)
    entries, count = counted(entries)
    if count == 1:
        with AnalysisCache(folder.parent) as texts, writer_of(index) as writer:
            for entry in entries:
                writer.add_document(**document_of(entry, texts.analysed(entry)))
        return
    answers = shared_out(entries, count, write_segment, folder)
    segments = list(filter(None, answers))
    generation = index.latest_generation() + 1
    TOC(index.schema, segments, generation).write(index.storage, index.indexname)


def write_segment(pipe: Connection, folder: Path) -> None:
    """Write the entries that come through the pipe as one segment; its last word is the segment.

    It is not in the index yet.
    """
    writer = EntryWriter(open_index(folder), _lk=False)

    def written(entries: list[IndexEntry]) -> None:
        for entry in entries:
            writer.add_document(**document_of(entry, texts.analysed(entry)))

    with AnalysisCache(folder.parent) as texts:
        batches(pipe, written, lambda: writer._finalize_segment() if writer.docnum else None)
