"""The embedded engine: a Whoosh index in a folder that may be deleted at any time."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.reading import SegmentReader

from intranet.search.engines.folder_engine import FolderEngine
from intranet.search.engines.index_folder import Changes
from intranet.search.engines.whoosh.index_writer import fill, writer_of
from intranet.search.engines.whoosh.schema import document_of, schema
from intranet.search.engines.whoosh.segment_arrays import PostingsCache, SegmentArrays
from intranet.search.engines.whoosh.snapshot import LivingSegment, WhooshSnapshot
from intranet.search.engines.whoosh.storage import MappedFiles, last_commit, open_index, read_toc
from intranet.search.fields import IndexEntry

MANY_SEGMENTS = 8
SMALL = 100  # entries that are written anew without a second thought
MOSTLY_GONE = 3  # one in so many entries is deleted


class WhooshEngine(FolderEngine):
    """The engine that needs nothing but Whoosh and NumPy; what was read stays in memory."""

    form = 4
    _written = staticmethod(document_of)
    _last_commit = staticmethod(last_commit)

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._cache = PostingsCache()
        self._arrays: dict[str, SegmentArrays] = {}

    def _create(self, index: Path) -> None:
        index.mkdir()
        MappedFiles(index).create_index(schema())

    def _change(self, index: Path, changes: Changes) -> None:
        with writer_of(open_index(index)) as writer:
            for name in changes:
                writer.delete_by_term("id", name)
            for document in filter(None, changes.values()):
                writer.add_document(**document)

    def _fill(self, index: Path, entries: Iterable[IndexEntry]) -> None:
        fill(open_index(index), entries)

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
        with self._files.only("write"):
            current = self._files.current()
            segments = read_toc(current).segments if current else ()
            if not current or len(segments) < MANY_SEGMENTS or not worth_merging(segments):
                return False
            with writer_of(open_index(current), mergetype=merge_segments):
                pass
        return True

    def rewrite(self) -> None:
        """See `Engine.rewrite`."""
        with self._files.only("build"), self._files.only("write"):
            if current := self._files.current():
                with writer_of(open_index(current), optimize=True):
                    pass


def _alive(segment: Any) -> Any:
    alive = np.ones(segment.doc_count_all(), np.bool_)
    alive[list(segment.deleted_docs())] = False
    return alive


def worth_merging(segments: Sequence[Any]) -> list[Any]:
    """The segments to write anew as one.

    From the smallest up, each as long as it is no larger than all before it together: so an entry
    is written anew only when its segment at least doubles. Those with many deleted as well.
    """
    chosen: list[Any] = []
    gathered = 0
    for segment in sorted(segments, key=_living):
        if _living(segment) <= max(SMALL, gathered) or _is_wasteful(segment):
            chosen.append(segment)
            gathered += _living(segment)
    return chosen if len(chosen) > 1 or any(map(_is_wasteful, chosen)) else []


def merge_segments(writer: Any, segments: Sequence[Any]) -> list[Any]:
    """Take those segments over into the one being written; the segments that stay (for Whoosh)."""
    chosen = worth_merging(segments)
    for segment in chosen:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [segment for segment in segments if segment not in chosen]


def _living(segment: Any) -> int:
    return int(segment.doc_count())


def _is_wasteful(segment: Any) -> bool:
    return int(segment.deleted_count()) * MOSTLY_GONE > int(segment.doc_count_all())
