"""The embedded engine: a Whoosh index in a folder that may be deleted at any time."""

import fcntl
import os
import shutil
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh.index import EmptyIndexError, FileIndex, create_in, open_dir
from whoosh.writing import SegmentWriter

from intranet.search.engine import IndexUnavailable
from intranet.search.values import (
    FACETS,
    Entry,
    Field,
    Filters,
    Found,
    Preference,
    Query,
    Sort,
    Stats,
)
from intranet.search.whoosh_schema import FORM, row, schema
from intranet.search.whoosh_segment import Kept
from intranet.search.whoosh_view import View

CURRENT = "current"
LOCK = "write.lock"
MANY_SEGMENTS = 8
TRIES = 5
EMPTY = f"{FORM}.0.0"


class WhooshEngine:
    """An index in `folder`, written by one process at a time and read by any number.

    The file `current` names the subfolder that counts, so that a rebuild replaces the index by
    one rename.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._own = threading.local()
        self._kept = Kept()

    def upsert(self, entries: Iterable[Entry]) -> None:
        """Let each entry be found after the next commit, in place of an older one of its id."""
        self._waiting.update({entry.id: entry for entry in entries})

    def delete(self, ids: Iterable[str]) -> None:
        """Let the entries be found no more after the next commit."""
        self._waiting.update(dict.fromkeys(ids))

    @property
    def _waiting(self) -> dict[str, Entry | None]:
        # Each thread commits what it wrote itself.
        if not hasattr(self._own, "waiting"):
            self._own.waiting = {}
        found: dict[str, Entry | None] = self._own.waiting
        return found

    def commit(self) -> str:
        """Make what was written durable and visible; the new generation.

        Raises IndexUnavailable; what was written then still waits for the next commit.
        """
        waiting = dict(self._waiting)
        if waiting:
            with self._writing():
                index = self._opened() or self._created(self._next())
                writer = SegmentWriter(index)
                _write(writer, waiting)
                if not self._name():
                    self._point_to(Path(index.storage.folder))
            self._waiting.clear()
        return self.generation()

    def rebuild(self, entries: Iterable[Entry]) -> str:
        """Replace the whole index at once when the new one is whole; the new generation."""
        with self._writing():
            old, index = self._name(), self._created(self._next())
            writer = SegmentWriter(index)
            _write(writer, {}, entries)
            index.close()
            self._point_to(Path(index.storage.folder))
            if old:
                shutil.rmtree(self.folder / old, ignore_errors=True)
        return self.generation()

    def tidy(self) -> bool:
        """Merge small parts when there are many; whether anything was done."""
        if self.stats().segments < MANY_SEGMENTS:
            return False
        self.rewrite()
        return True

    def rewrite(self) -> None:
        """See `Engine.rewrite`."""
        with self._writing():
            if index := self._opened():
                SegmentWriter(index).commit(optimize=True)

    def search(
        self,
        query: Query,
        *,
        audience: frozenset[str] | None,
        filters: Filters,
        ahead: Sequence[Query] = (),
        sort: Sort = Sort.BEST,
        limit: int = 20,
        offset: int = 0,
        floor: float = 0.0,
        prefer: Preference | None = None,
        facets: Sequence[str] = FACETS,
    ) -> Found:
        """See `Engine.search`."""
        view = self._view()
        if view is None:
            return Found()
        return view.search(
            query, audience, filters, ahead, sort, limit, offset, floor, prefer, facets
        )

    def holding(self, queries: Sequence[Query], ids: Sequence[str]) -> tuple[frozenset[str], ...]:
        """See `Engine.holding`."""
        view = self._view()
        return view.holding(queries, ids) if view else tuple(frozenset() for _ in queries)

    def counts(self, field: Field, tokens: Iterable[str]) -> dict[str, int]:
        """See `Engine.counts`."""
        view = self._view()
        return view.counts(field, tokens) if view else dict.fromkeys(tokens, 0)

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
        return frozenset(self.stamps())

    def generation(self) -> str:
        """Changes whenever what can be found changes."""
        name = self._name()
        index = self._opened() if name else None
        return f"{name}.{index.latest_generation()}" if index else EMPTY

    def stats(self) -> Stats:
        """Numbers for the administrator. Raises IndexUnavailable."""
        name, view = self._name(), self._view()
        if view is None:
            return Stats(0, EMPTY, 0, 0)
        files = [file for file in (self.folder / name).iterdir() if file.is_file()]
        size = sum(file.stat().st_size for file in files)
        return Stats(view.entries, view.generation, len(view.parts), size)

    def close(self) -> None:
        """Let go of this thread's open files."""
        if view := getattr(self._own, "view", None):
            view.close()
            self._own.view = None

    def _view(self) -> View | None:
        """What this thread sees: opened anew for each generation.

        A reader that was refreshed instead would still return deleted entries (Whoosh 2.7.5).
        """
        for _ in range(TRIES):
            generation = self.generation()
            view: View | None = getattr(self._own, "view", None)
            if view and view.generation == generation:
                return view
            self.close()
            if generation == EMPTY:
                return None
            try:
                if index := self._opened():
                    self._own.view = View(index.searcher(), generation, self._kept)
                    return self._own.view
            except (FileNotFoundError, EmptyIndexError):
                continue  # a rebuild replaced the folder between looking and opening
        raise IndexUnavailable

    def _name(self) -> str:
        try:
            name = (self.folder / CURRENT).read_text("ascii").strip()
        except FileNotFoundError:
            return ""
        return name if name.startswith(f"{FORM}.") else ""

    def _opened(self) -> FileIndex | None:
        name = self._name()
        if not name or not (self.folder / name).is_dir():
            return None
        return open_dir(self.folder / name)

    def _next(self) -> Path:
        taken = [int(one.name.split(".")[1]) for one in self.folder.glob(f"{FORM}.*")]
        return self.folder / f"{FORM}.{max(taken, default=0) + 1}"

    def _created(self, folder: Path) -> FileIndex:
        folder.mkdir(parents=True)
        return create_in(folder, schema())

    def _point_to(self, folder: Path) -> None:
        fresh = self.folder / f"{CURRENT}.new"
        fresh.write_text(folder.name, "ascii")
        os.replace(fresh, self.folder / CURRENT)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with (self.folder / LOCK).open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield
        except OSError as error:
            raise IndexUnavailable from error


def _write(writer: Any, changes: dict[str, Entry | None], entries: Iterable[Entry] = ()) -> None:
    """Write and commit; on an error the index stays as it was."""
    try:
        for name in changes:
            writer.delete_by_term("id", name)
        for entry in (*filter(None, changes.values()),):
            writer.add_document(**row(entry))
        for entry in entries:
            writer.add_document(**row(entry))
    except BaseException:
        writer.cancel()
        raise
    writer.commit(merge=False)
