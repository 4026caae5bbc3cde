"""What every engine whose index lies in a folder has in common: writing, rebuilding, opening."""

import shutil
import threading
from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

from intranet.search.analysis import Analysed
from intranet.search.engines import port
from intranet.search.engines.analysis_cache import AnalysisCache
from intranet.search.engines.index_folder import Changes, IndexFolder
from intranet.search.fields import Field, IndexEntry
from intranet.search.query.request import SearchRequest
from intranet.search.query.tree import Query

TRIES = 10
Answer = TypeVar("Answer")


class IndexSnapshot(port.Answering, Protocol):
    """One generation of an index, open for reading; threads share it."""

    @property
    def entries(self) -> int: ...
    @property
    def segments(self) -> int: ...


class FolderEngine(port.Engine):
    """An index in `folder`, written by one process at a time and read by any number.

    A rebuild stands beside the index that counts; what is written meanwhile goes into both.
    An engine says what is written for an entry, how, and how an index is opened.
    """

    prefix = ""  # of its files
    form = 0  # of its index; a change asks for a rebuild

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files = IndexFolder(folder, self.prefix, self.form)
        self._own = threading.local()
        self._opening = threading.Lock()
        self._opened: tuple[str, IndexSnapshot] | None = None

    @abstractmethod
    def _written(self, entry: IndexEntry, text: Analysed) -> Any:
        """What is written for an entry with its analysed text; can be pickled."""

    @abstractmethod
    def _create(self, index: Path) -> None:
        """Make an empty index in a new folder."""

    @abstractmethod
    def _change(self, index: Path, changes: Changes) -> None:
        """Write the changes and commit; on an error the index stays as it was."""

    @abstractmethod
    def _fill(self, index: Path, entries: Iterable[IndexEntry]) -> None:
        """Write all entries into an empty index and commit."""

    @abstractmethod
    def _last_commit(self, index: Path) -> int:
        """The number of the last commit. Raises FileNotFoundError when the index is gone."""

    @abstractmethod
    def _open(self, index: Path) -> IndexSnapshot:
        """What can be found in an index now. Raises FileNotFoundError when it is gone."""

    def upsert(self, entries: Iterable[IndexEntry]) -> None:
        """See `Engine.upsert`."""
        with AnalysisCache(self.folder) as texts:
            written = {entry.id: self._written(entry, texts.analysed(entry)) for entry in entries}
        self._waiting.update(written)

    def delete(self, ids: Iterable[str]) -> None:
        """See `Engine.delete`."""
        self._waiting.update(dict.fromkeys(ids))

    @property
    def _waiting(self) -> dict[str, Any]:
        # Each thread commits what it wrote itself.
        waiting: dict[str, Any] = self._own.__dict__.setdefault("waiting", {})
        return waiting

    def commit(self) -> None:
        """Make what was written durable and visible.

        Raises IndexUnavailable; what was written then still waits for the next commit.
        """
        waiting = dict(self._waiting)
        if waiting:
            with self._files.only("write"):
                self._files.note(waiting)
                current = self._files.current()
                if current:
                    self._change(current, waiting)
                else:
                    self._create(first := self._files.unused())
                    self._change(first, waiting)
                    self._files.point_to(first)
            self._waiting.clear()

    def rebuild(self, entries: Iterable[IndexEntry]) -> None:
        """See `Engine.rebuild`."""
        with self._files.only("build"):
            with self._files.only("write"):
                self._files.begin_journal()
                self._create(new := self._files.unused())
            try:
                self._fill(new, entries)
                with self._files.only("write"):
                    if changes := self._files.noted():
                        self._change(new, changes)
                    self._files.point_to(new)
                    self._files.remove_others(new)
            except BaseException:
                shutil.rmtree(new, ignore_errors=True)
                raise
            finally:
                self._files.end_journal()
            with AnalysisCache(self.folder) as texts:
                texts.keep_only(self.ids())

    def search(self, request: SearchRequest) -> port.EngineResults:
        """See `Engine.search`."""
        return self._ask(lambda snapshot: snapshot.search(request), port.EngineResults())

    def holding(self, queries: Sequence[Query], ids: Sequence[str]) -> tuple[frozenset[str], ...]:
        """See `Engine.holding`."""
        nothing = tuple(frozenset[str]() for _ in queries)
        return self._ask(lambda snapshot: snapshot.holding(queries, ids), nothing)

    def counts(self, field: Field, tokens: Iterable[str]) -> dict[str, int]:
        """See `Engine.counts`."""
        words = tuple(tokens)
        return self._ask(lambda snapshot: snapshot.counts(field, words), dict.fromkeys(words, 0))

    def stamps(self) -> dict[str, str]:
        """See `Engine.stamps`."""
        return self._ask(lambda snapshot: snapshot.stamps(), {})

    def ids(self) -> frozenset[str]:
        """See `Engine.ids`."""
        return frozenset(self.stamps())

    def stats(self) -> port.EngineStats:
        """See `Engine.stats`."""
        return self._ask(self._stats, port.EngineStats(0, self._files.empty, 0, 0))

    def _stats(self, snapshot: IndexSnapshot) -> port.EngineStats:
        generation, index = self._now()
        files = index.iterdir() if index else ()
        size = sum(file.stat().st_size for file in files if file.is_file())
        return port.EngineStats(snapshot.entries, generation, snapshot.segments, size)

    def close(self) -> None:
        """Let go of the open files."""
        self._opened = None

    def _now(self) -> tuple[str, Path | None]:
        """The generation and its folder, None before the first index."""
        for _ in range(TRIES):
            index = self._files.current()
            if index is None:
                return self._files.empty, None
            try:
                return f"{index.name}.{self._last_commit(index)}", index
            except FileNotFoundError:
                continue  # a rebuild took its place
        raise port.IndexUnavailable

    def _ask(self, question: Callable[[IndexSnapshot], Answer], nothing: Answer) -> Answer:
        """The answer from what can be found now; `nothing` before the first index."""
        for _ in range(TRIES):
            try:
                snapshot = self._snapshot()
                return nothing if snapshot is None else question(snapshot)
            except FileNotFoundError:
                self.close()  # a merge or rebuild took the files away between looking and opening
            except OSError as error:
                raise port.IndexUnavailable from error
        raise port.IndexUnavailable

    def _snapshot(self) -> IndexSnapshot | None:
        """What can be found now: opened anew for each generation, shared by all threads."""
        generation, index = self._now()
        if index is None:
            return None
        opened = self._opened
        if opened and opened[0] == generation:
            return opened[1]
        with self._opening:
            opened = self._opened
            if not opened or opened[0] != generation:
                opened = (generation, self._open(index))
                if self._now()[0] != generation:  # files may have gone while others were opened
                    raise FileNotFoundError(index)
                self._opened = opened
            return opened[1]
