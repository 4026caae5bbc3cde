"""The larger engine of a single machine: a tantivy index in a folder that may be deleted."""

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import tantivy

from intranet.search.engines.analysis_cache import AnalysisCache
from intranet.search.engines.entry_processes import batches, counted, shared_out
from intranet.search.engines.folder_engine import FolderEngine
from intranet.search.engines.index_folder import Changes
from intranet.search.engines.port import IndexUnavailable
from intranet.search.engines.tantivy.schema import document, made_ready, number_of, row, schema
from intranet.search.engines.tantivy.snapshot import TantivySnapshot
from intranet.search.fields import IndexEntry

FEW_SEGMENTS, SMALL = 3, 2_000  # entries that are copied within a second
FEW_GONE = 5  # one in five entries on the disk
SMALL_HEAP, LARGE_HEAP = 20_000_000, 128_000_000


class TantivyEngine(FolderEngine):
    """The engine of the library tantivy, which an office installs when its register is large."""

    prefix, form = "tantivy.", 1
    _written = staticmethod(row)

    def _create(self, index: Path) -> None:
        index.mkdir(parents=True)
        tantivy.Index(schema(), path=str(index), reuse=False)

    def _change(self, index: Path, changes: Changes) -> None:
        write(opened(index), SMALL_HEAP, filter(None, changes.values()), replaced=changes)

    def _fill(self, index: Path, entries: Iterable[IndexEntry]) -> None:
        write(opened(index), LARGE_HEAP, _rows_of_entries(entries, self.folder))

    def _last_commit(self, index: Path) -> int:
        return int(_commit(index)["opstamp"])

    def _open(self, index: Path) -> TantivySnapshot:
        return TantivySnapshot(opened(index))

    def tidy(self) -> bool:
        """See `Engine.tidy`.

        Each commit merges equals by itself: what is left are deleted entries, and the few
        segments of a small index.
        """
        index = self._now()[1]
        segments = _commit(index)["segments"] if index else []
        deletions = [segment.get("deletes") or {} for segment in segments]
        gone = sum(deleted.get("num_deleted_docs", 0) for deleted in deletions)
        every = sum(segment["max_doc"] for segment in segments)
        is_small = every - gone <= SMALL and len(segments) >= FEW_SEGMENTS
        if not is_small and (len(segments) < 2 or gone * FEW_GONE < every):
            return False
        self.rewrite()
        return True

    def rewrite(self) -> None:
        """See `Engine.rewrite`."""
        with self._files.only("build"), self._files.only("write"):
            if old := self._files.current():
                self._create(new := self._files.unused())
                write(opened(new), LARGE_HEAP, rows_of(old))
                self._files.point_to(new)
                self._files.remove_others(new)


def _commit(index: Path) -> dict[str, Any]:
    """What tantivy says of its last commit. Raises FileNotFoundError when the index is gone."""
    return dict(json.loads((index / "meta.json").read_bytes()))


def opened(folder: Path) -> Any:
    """The index in the folder as it is now. Raises FileNotFoundError when it is gone."""
    try:
        index = made_ready(tantivy.Index.open(str(folder)))
        # The generation says when to look again: no thread has to watch the folder.
        index.config_reader("manual")
        index.reload()
    except ValueError as error:
        raise FileNotFoundError(folder) from error
    return index


def write(
    index: Any, heap: int, rows: Iterable[dict[str, Any]], replaced: Iterable[str] = ()
) -> None:
    """Take away what has one of the ids `replaced`, put the rows into the index, and commit.

    Raises IndexUnavailable; the index then is as it was.
    """
    writer = _done(index.writer, heap, 1)
    # A writer that was killed leaves files whose names this one may need.
    _done(writer.garbage_collect_files)
    for name in replaced:
        # Numbers are not found by delete_documents_by_term (tantivy-py 0.27).
        named = tantivy.Query.term_query(index.schema, "uid", number_of(name))
        _done(writer.delete_documents_by_query, named)
    for each in rows:
        _done(writer.add_document, document(each))
    _done(writer.commit)
    _done(writer.wait_merging_threads)


def _done(work: Callable[..., Any], *arguments: Any) -> Any:
    """What the library gives; a full disk and the like come from it as ValueError."""
    try:
        return work(*arguments)
    except ValueError as error:
        raise IndexUnavailable from error


def _rows_of_entries(entries: Iterable[IndexEntry], folder: Path) -> Iterator[dict[str, Any]]:
    """The rows of all entries: a few made here, many by as many processes as cores."""
    entries, count = counted(entries)
    if count == 1:
        with AnalysisCache(folder) as texts:
            yield from (row(entry, texts.analysed(entry)) for entry in entries)
        return
    answers = shared_out(entries, count, make_rows, folder)
    yield from chain.from_iterable(filter(None, answers))


def make_rows(pipe: Connection, folder: Path) -> None:
    """Give back the rows of the entries that come through the pipe."""
    with AnalysisCache(folder) as texts:
        batches(
            pipe,
            lambda entries: [row(entry, texts.analysed(entry)) for entry in entries],
            lambda: None,
        )


def rows_of(folder: Path) -> Iterator[dict[str, Any]]:
    """All rows of an index."""
    searcher = opened(folder).searcher()
    every = tantivy.Query.all_query()
    for _, place in searcher.search(every, limit=max(1, searcher.num_docs), count=False).hits:
        yield json.loads(bytes(searcher.doc(place).get_first("row")))
