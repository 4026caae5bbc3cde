"""The larger engine of a single machine: a tantivy index in a folder that may be deleted."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from intranet.search.engines.folder_engine import FolderEngine
from intranet.search.engines.index_folder import Changes
from intranet.search.engines.tantivy.index_writer import change, created, fill, opened, rows_of
from intranet.search.engines.tantivy.reader import IndexReader
from intranet.search.engines.tantivy.schema import row
from intranet.search.engines.tantivy.snapshot import TantivySnapshot
from intranet.search.engines.tantivy.traits import Traits
from intranet.search.fields import IndexEntry

FEW_SEGMENTS, SMALL = 3, 2_000  # entries that are copied within a second
FEW_GONE = 5  # one in five entries on the disk


class TantivyEngine(FolderEngine[TantivySnapshot]):
    """The engine of the library tantivy, which an office installs when its register is large."""

    prefix, form = "tantivy.", 1

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._traits = Traits()

    def _written(self, entry: IndexEntry) -> dict[str, Any]:
        return row(entry)

    def _create(self, index: Path) -> None:
        created(index)

    def _change(self, index: Path, changes: Changes) -> None:
        change(opened(index), changes)

    def _fill(self, index: Path, entries: Iterable[IndexEntry]) -> None:
        fill(opened(index), map(row, entries))

    def _last_commit(self, index: Path) -> int:
        return int(_commit(index)["opstamp"])

    def _open(self, index: Path) -> TantivySnapshot:
        return TantivySnapshot(IndexReader(opened(index), self._traits))

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
        with self._files.building(), self._files.writing():
            if old := self._files.current():
                new = self._files.unused()
                fill(created(new), rows_of(old))
                self._files.point_to(new)
                self._files.remove_others(new)


def _commit(index: Path) -> dict[str, Any]:
    """What tantivy says of its last commit. Raises FileNotFoundError when the index is gone."""
    said: dict[str, Any] = json.loads((index / "meta.json").read_bytes())
    return said
