"""The embedded engine: a Whoosh index in a folder that may be deleted at any time."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from intranet.search.engines.folder_engine import FolderEngine
from intranet.search.engines.index_folder import Changes
from intranet.search.engines.whoosh.index_writer import change, fill, writer_of
from intranet.search.engines.whoosh.merge_policy import MANY_SEGMENTS, merge_segments, worth_merging
from intranet.search.engines.whoosh.schema import document_of, schema
from intranet.search.engines.whoosh.segment_arrays import PostingsCache, SegmentArrays
from intranet.search.engines.whoosh.snapshot import LivingSegment, WhooshSnapshot
from intranet.search.engines.whoosh.storage import MappedFiles, last_commit, open_index, read_toc
from intranet.search.fields import IndexEntry


class WhooshEngine(FolderEngine[WhooshSnapshot]):
    """The engine that needs nothing but Whoosh and NumPy; what was read stays in memory."""

    form = 4

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._cache = PostingsCache()
        self._arrays: dict[str, SegmentArrays] = {}

    def _written(self, entry: IndexEntry) -> dict[str, Any]:
        return document_of(entry)

    def _create(self, index: Path) -> None:
        index.mkdir()
        MappedFiles(index).create_index(schema())

    def _change(self, index: Path, changes: Changes) -> None:
        change(open_index(index), changes)

    def _fill(self, index: Path, entries: Iterable[IndexEntry]) -> None:
        fill(open_index(index), entries)

    def _last_commit(self, index: Path) -> int:
        return last_commit(index)

    def _open(self, index: Path) -> WhooshSnapshot:
        toc, storage = read_toc(index), MappedFiles(index)
        known = self._arrays
        self._arrays = {
            (name := segment.segment_id()): known.get(name)
            or SegmentArrays(storage, toc.schema, segment, self._cache)
            for segment in toc.segments
        }
        self._cache.keep_only(self._arrays)
        return WhooshSnapshot([
            LivingSegment(self._arrays[segment.segment_id()], _alive(segment))
            for segment in toc.segments
        ])  # fmt: skip

    def tidy(self) -> bool:
        """See `Engine.tidy`. Readers are not held up, writers while small segments are merged."""
        with self._files.writing():
            current = self._files.current()
            segments = read_toc(current).segments if current else ()
            if not current or len(segments) < MANY_SEGMENTS or not worth_merging(segments):
                return False
            with writer_of(open_index(current), mergetype=merge_segments):
                pass
        return True

    def rewrite(self) -> None:
        """See `Engine.rewrite`."""
        with self._files.building(), self._files.writing():
            if current := self._files.current():
                with writer_of(open_index(current), optimize=True):
                    pass


def _alive(segment: Any) -> Any:
    alive = np.ones(segment.doc_count_all(), np.bool_)
    alive[list(segment.deleted_docs())] = False
    return alive
