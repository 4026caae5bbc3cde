"""The embedded engine: a Whoosh index in a folder that may be deleted at any time."""

import shutil
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from intranet.search.engines.port import EngineResults, EngineStats, IndexUnavailable
from intranet.search.engines.whoosh.building import Progress, fill
from intranet.search.engines.whoosh.folder import EMPTY, Changes, EmptyIndexError, Files
from intranet.search.engines.whoosh.merge_policy import MANY_SEGMENTS, merge_some, worth_merging
from intranet.search.engines.whoosh.segment_cache import Kept
from intranet.search.engines.whoosh.segment_writer import PartWriter
from intranet.search.engines.whoosh.snapshot import View
from intranet.search.fields import Field, IndexEntry
from intranet.search.query.request import SearchRequest
from intranet.search.query.tree import Query

TRIES = 10

Answer = TypeVar("Answer")


class WhooshEngine:
    """An index in `folder`, written by one process at a time and read by any number.

    A rebuild stands beside the index that counts; what is written meanwhile goes into both.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files = Files(folder)
        self._own = threading.local()
        self._kept = Kept()

    def upsert(self, entries: Iterable[IndexEntry]) -> None:
        """Let each entry be found after the next commit, in place of an older one of its id."""
        self._waiting.update({entry.id: entry for entry in entries})

    def delete(self, ids: Iterable[str]) -> None:
        """Let the entries be found no more after the next commit."""
        self._waiting.update(dict.fromkeys(ids))

    @property
    def _waiting(self) -> dict[str, IndexEntry | None]:
        # Each thread commits what it wrote itself.
        if not hasattr(self._own, "waiting"):
            self._own.waiting = {}
        found: dict[str, IndexEntry | None] = self._own.waiting
        return found

    def commit(self) -> str:
        """Make what was written durable and visible; the new generation.

        Raises IndexUnavailable; what was written then still waits for the next commit.
        """
        waiting = dict(self._waiting)
        if waiting:
            with self._files.writing():
                self._files.note(waiting)
                known = self._files.opened()
                index = known or self._files.created()
                _change(PartWriter(index), waiting)
                if not known:
                    self._files.point_to(index)
            self._waiting.clear()
        return self.generation()

    def rebuild(self, entries: Iterable[IndexEntry], progress: Progress | None = None) -> str:
        """Replace the whole index at once when the new one is whole; the new generation.

        progress hears now and then how many entries were taken.
        """
        with self._files.building():
            with self._files.writing():
                self._files.begin_noting()
                index = self._files.created()
            try:
                fill(index, entries, progress)
                with self._files.writing():
                    if changes := self._files.noted():
                        _change(PartWriter(index), changes)
                    self._files.point_to(index)
                    self._files.remove_others(index)
            except BaseException:
                shutil.rmtree(index.storage.folder, ignore_errors=True)
                raise
            finally:
                self._files.end_noting()
        return self.generation()

    def tidy(self) -> bool:
        """Merge small parts when there are many; whether anything was done.

        Readers are not held up, writers only while small parts are written anew.
        """
        with self._files.writing():
            index = self._files.opened()
            parts = index._segments() if index else ()
            if index is None or len(parts) < MANY_SEGMENTS or not worth_merging(parts):
                return False
            PartWriter(index).commit(mergetype=merge_some)
        return True

    def rewrite(self) -> None:
        """See `Engine.rewrite`."""
        with self._files.building(), self._files.writing():
            if index := self._files.opened():
                PartWriter(index).commit(optimize=True)

    def search(self, request: SearchRequest) -> EngineResults:
        """See `Engine.search`."""
        return self._ask(lambda view: view.search(request), EngineResults())

    def holding(self, queries: Sequence[Query], ids: Sequence[str]) -> tuple[frozenset[str], ...]:
        """See `Engine.holding`."""
        nothing = tuple(frozenset[str]() for _ in queries)
        return self._ask(lambda view: view.holding(queries, ids), nothing)

    def counts(self, field: Field, tokens: Iterable[str]) -> dict[str, int]:
        """See `Engine.counts`."""
        words = tuple(tokens)
        return self._ask(lambda view: view.counts(field, words), dict.fromkeys(words, 0))

    def vocabulary(self, prefix: str, limit: int = 50) -> tuple[tuple[str, int], ...]:
        """See `Engine.vocabulary`."""
        return self._ask(lambda view: view.vocabulary(prefix, limit), ())

    def stamps(self) -> dict[str, str]:
        """See `Engine.stamps`."""
        return self._ask(View.stamps, {})

    def ids(self) -> frozenset[str]:
        """The ids of all entries that can be found."""
        return frozenset(self.stamps())

    def generation(self) -> str:
        """Changes whenever what can be found changes."""
        return self._files.generation()

    def stats(self) -> EngineStats:
        """Numbers for the administrator. Raises IndexUnavailable."""
        return self._ask(self._stats, EngineStats(0, EMPTY, 0, 0))

    def _stats(self, view: View) -> EngineStats:
        folder = self.folder / view.generation.rpartition(".")[0]
        size = sum(file.stat().st_size for file in folder.iterdir() if file.is_file())
        return EngineStats(view.entries, view.generation, len(view.parts), size)

    def close(self) -> None:
        """Let go of this thread's open files."""
        if view := getattr(self._own, "view", None):
            view.close()
            self._own.view = None

    def _ask(self, question: Callable[[View], Answer], nothing: Answer) -> Answer:
        """The answer from what can be found now; `nothing` before the first index."""
        for _ in range(TRIES):
            try:
                view = self._view()
                return question(view) if view else nothing
            except (FileNotFoundError, EmptyIndexError):
                self.close()  # a merge or rebuild took the files away between looking and opening
            except OSError as error:
                raise IndexUnavailable from error
        raise IndexUnavailable

    def _view(self) -> View | None:
        """What this thread sees: opened anew for each generation.

        A reader that was refreshed instead would still return deleted entries (Whoosh 2.7.5).
        """
        generation = self.generation()
        view: View | None = getattr(self._own, "view", None)
        if view and view.generation == generation:
            return view
        self.close()
        index = self._files.opened()
        if index is None:
            return None
        generation = f"{Path(index.storage.folder).name}.{index.latest_generation()}"
        self._own.view = View(index.searcher(), generation, self._kept)
        return self._own.view


def _change(writer: PartWriter, changes: Changes) -> None:
    with writer.whole():
        for name in changes:
            writer.delete_by_term("id", name)
        for entry in filter(None, changes.values()):
            writer.add(entry)
