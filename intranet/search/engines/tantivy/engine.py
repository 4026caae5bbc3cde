"""The larger engine of a single machine: a tantivy index in a folder that may be deleted."""

import shutil
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from intranet.search.engines.port import EngineResults, EngineStats, IndexUnavailable
from intranet.search.engines.tantivy.folder import Files
from intranet.search.engines.tantivy.index_writer import (
    change,
    counted,
    created,
    fill,
    opened,
    rows_now,
    rows_of,
)
from intranet.search.engines.tantivy.schema import row
from intranet.search.engines.tantivy.search import search
from intranet.search.engines.tantivy.snapshot import View
from intranet.search.engines.tantivy.traits import Traits
from intranet.search.fields import Field, IndexEntry
from intranet.search.query.request import SearchRequest
from intranet.search.query.tree import Query

FEW_PARTS, SMALL = 3, 2_000  # entries that are copied within a second
FEW_GONE = 5  # one in five entries on the disk
TRIES = 5


class TantivyEngine:
    """An index in `folder`, written by one process at a time and read by any number.

    A rebuild stands beside the index that counts; what is written meanwhile goes into both.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files = Files(folder)
        self._own = threading.local()
        self._opening = threading.Lock()
        self._view_now: View | None = None
        self._traits = Traits()

    def upsert(self, entries: Iterable[IndexEntry]) -> None:
        """Let each entry be found after the next commit, in place of an older one of its id."""
        self._waiting.update({entry.id: row(entry) for entry in entries})

    def delete(self, ids: Iterable[str]) -> None:
        """Let the entries be found no more after the next commit."""
        self._waiting.update(dict.fromkeys(ids))

    @property
    def _waiting(self) -> dict[str, dict[str, Any] | None]:
        # Each thread commits what it wrote itself.
        if not hasattr(self._own, "waiting"):
            self._own.waiting = {}
        found: dict[str, dict[str, Any] | None] = self._own.waiting
        return found

    def commit(self) -> str:
        """Make what was written durable and visible; the new generation.

        Raises IndexUnavailable; what was written then still waits for the next commit.
        """
        waiting = dict(self._waiting)
        if waiting:
            with self._files.writing():
                self._files.note(waiting)
                folder = self._files.current()
                index = opened(folder) if folder else created(new := self._files.next())
                change(index, waiting)
                if not folder:
                    self._files.point_to(new)
            self._waiting.clear()
        return self.generation()

    def rebuild(
        self, entries: Iterable[IndexEntry], progress: Callable[[int], None] | None = None
    ) -> str:
        """Replace the whole index at once when the new one is whole; the new generation.

        progress hears now and then how many entries were taken.
        """
        with self._files.building():
            with self._files.writing():
                self._files.begin_noting()
                new = self._files.next()
                index = created(new)
            try:
                fill(index, map(row, counted(entries, progress)))
                with self._files.writing():
                    old = self._files.current()
                    if changed := self._files.noted():
                        change(index, rows_now(old, changed))
                    self._files.point_to(new)
            except BaseException:
                shutil.rmtree(new, ignore_errors=True)
                raise
            finally:
                self._files.end_noting()
            self._files.remove_others(new)
        return self.generation()

    def tidy(self) -> bool:
        """Merge small parts when there are many; whether anything was done.

        Each commit merges equals by itself: what is left are deleted entries, and the few parts
        of a small index.
        """
        parts = self._files.parts()
        kept, gone = sum(part.kept for part in parts), sum(part.gone for part in parts)
        is_small = kept <= SMALL and len(parts) >= FEW_PARTS
        if not is_small and (len(parts) < 2 or gone * FEW_GONE < kept + gone):
            return False
        self.rewrite()
        return True

    def rewrite(self) -> None:
        """See `Engine.rewrite`."""
        with self._files.building(), self._files.writing():
            if old := self._files.current():
                new = self._files.next()
                fill(created(new), rows_of(old))
                self._files.point_to(new)
                self._files.remove_others(new)

    def search(self, request: SearchRequest) -> EngineResults:
        """See `Engine.search`."""
        view = self._view()
        return search(view, request) if view else EngineResults()

    def holding(self, queries: Sequence[Query], ids: Sequence[str]) -> tuple[frozenset[str], ...]:
        """See `Engine.holding`."""
        view = self._view()
        return view.holding(queries, ids) if view else tuple(frozenset() for _ in queries)

    def counts(self, field: Field, tokens: Iterable[str]) -> dict[str, int]:
        """See `Engine.counts`."""
        view = self._view()
        if view is None:
            return dict.fromkeys(tokens, 0)
        return {token: int(view.searcher.doc_freq(field.value, token)) for token in tokens}

    def vocabulary(self, prefix: str, limit: int = 50) -> tuple[tuple[str, int], ...]:
        """See `Engine.vocabulary`."""
        view = self._view()
        return view.vocabulary(prefix, limit) if view else ()

    def stamps(self) -> dict[str, str]:
        """See `Engine.stamps`."""
        view = self._view()
        return view.stamps() if view else {}

    def ids(self) -> frozenset[str]:
        """The ids of all entries that can be found."""
        view = self._view()
        return view.ids() if view else frozenset()

    def generation(self) -> str:
        """Changes whenever what can be found changes."""
        return self._files.generation()

    def stats(self) -> EngineStats:
        """Numbers for the administrator. Raises IndexUnavailable."""
        view, folder = self._view(), self._files.current()
        if view is None or folder is None:
            return EngineStats(0, self.generation(), 0, 0)
        size = sum(file.stat().st_size for file in folder.iterdir() if file.is_file())
        return EngineStats(view.entries, view.generation, view.segments, size)

    def close(self) -> None:
        """Let go of the open files."""
        self._view_now = None

    def _view(self) -> View | None:
        """What can be found now: opened anew for each generation, shared by all threads."""
        generation, view = self.generation(), self._view_now
        if view and view.generation == generation:
            return view
        with self._opening:
            for _ in range(TRIES):
                generation, folder = self.generation(), self._files.current()
                if folder is None:
                    return None
                try:
                    self._view_now = View(opened(folder), generation, self._traits)
                    return self._view_now
                except (OSError, ValueError):
                    continue  # a rebuild replaced the folder between looking and opening
        raise IndexUnavailable
