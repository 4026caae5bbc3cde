"""The folder of a Whoosh index: which part of it counts, who writes, what changed meanwhile."""

import fcntl
import os
import pickle
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import EmptyIndexError, FileIndex

from intranet.search.engines.port import IndexUnavailable
from intranet.search.engines.whoosh.schema import FORM, schema
from intranet.search.fields import IndexEntry

CURRENT = "current"
WRITE_LOCK, BUILD_LOCK = "write.lock", "build.lock"
JOURNAL = "journal"  # what was written while another index was being built
OURS = re.compile(r"\d+\.\d+")
EMPTY = f"{FORM}.0.0"

Changes = Mapping[str, IndexEntry | None]


class Mapped(FileStorage):
    """Files of an index as memory that the system reads when it is looked at.

    Whoosh would copy a part into its own memory at each opening, or keep its files open.
    """

    def open_file(self, name: str, **options: Any) -> Any:
        """The content of a file, which need not be closed."""
        if name.endswith(".toc"):
            return super().open_file(name, **options)
        with open(self._fpath(name), "rb") as file:
            empty = not os.fstat(file.fileno()).st_size
            content = BytesIO() if empty else mmap(file.fileno(), 0, access=ACCESS_READ)
        return StructFile(content, name=name)


class Files:
    """Everything that lies in the index folder for this engine; other engines' files stay."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def current(self) -> Path | None:
        """The folder of the index that counts, None before the first."""
        try:
            name = (self._folder / CURRENT).read_text("ascii").strip()
        except (FileNotFoundError, NotADirectoryError):
            return None
        folder = self._folder / name
        return folder if name.startswith(f"{FORM}.") and folder.is_dir() else None

    def opened(self) -> FileIndex | None:
        """The index that counts, as it is now."""
        folder = self.current()
        return Mapped(folder).open_index() if folder else None

    def generation(self) -> str:
        """Changes whenever what can be found changes; EMPTY before the first index."""
        folder = self.current()
        latest = max((int(toc[1]) for toc in map(TOC.fullmatch, _names(folder)) if toc), default=-1)
        return f"{folder.name}.{latest}" if folder and latest >= 0 else EMPTY

    def created(self) -> FileIndex:
        """An empty index in a folder that was never used."""
        taken = [int(one.name.split(".")[1]) for one in self._folder.glob(f"{FORM}.*")]
        folder = self._folder / f"{FORM}.{max(taken, default=0) + 1}"
        folder.mkdir()
        return Mapped(folder).create_index(schema())

    def point_to(self, index: FileIndex) -> None:
        """Let this index count from now on, for every process."""
        fresh = self._folder / f"{CURRENT}.new"
        with fresh.open("w", encoding="ascii") as file:
            file.write(Path(index.storage.folder).name)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, self._folder / CURRENT)

    def remove_others(self, index: FileIndex) -> None:
        """Remove every other index of this engine, also those that were given up."""
        kept = Path(index.storage.folder)
        for other in self._folder.iterdir():
            if OURS.fullmatch(other.name) and other != kept:
                shutil.rmtree(other, ignore_errors=True)

    def note(self, changes: Changes) -> None:
        """Keep what is being written for an index that is being built, if there is one."""
        if (self._folder / JOURNAL).exists():
            with (self._folder / JOURNAL).open("ab") as journal:
                pickle.dump(dict(changes), journal)

    def begin_noting(self) -> None:
        """From now on an index is being built."""
        (self._folder / JOURNAL).write_bytes(b"")

    def noted(self) -> dict[str, IndexEntry | None]:
        """What was written since, the last state of each entry."""
        changes: dict[str, IndexEntry | None] = {}
        with (self._folder / JOURNAL).open("rb") as journal:
            while journal.peek(1):
                changes.update(pickle.load(journal))
        return changes

    def end_noting(self) -> None:
        """The index that was being built is there, or was given up."""
        (self._folder / JOURNAL).unlink(missing_ok=True)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only one who writes. Raises IndexUnavailable when the disk is full or closed."""
        with self._locked(WRITE_LOCK):
            yield

    @contextmanager
    def building(self) -> Iterator[None]:
        """Be the only one who builds a whole index."""
        with self._locked(BUILD_LOCK):
            yield

    @contextmanager
    def _locked(self, name: str) -> Iterator[None]:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with (self._folder / name).open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield
        except IndexUnavailable:
            raise
        except OSError as error:
            raise IndexUnavailable from error


TOC = re.compile(r"_MAIN_(\d+)\.toc")


def _names(folder: Path | None) -> list[str]:
    try:
        return os.listdir(folder) if folder else []
    except FileNotFoundError:
        return []


__all__ = ["EMPTY", "Changes", "EmptyIndexError", "Files"]
