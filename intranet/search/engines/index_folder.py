"""The folder of an index: which index counts, who writes, what changes during a rebuild."""

import fcntl
import os
import pickle
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from intranet.search.engines.port import IndexUnavailable

Changes = Mapping[str, Any]
"""By the id of an entry what its engine writes for it; None for an entry that is deleted."""


def replace_text(path: Path, text: str) -> None:
    """Let a file have this text, for every process at once and after a power cut too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, path)


class IndexFolder:
    """The files of one engine and one form of its index; those of other engines stay.

    Every index lies in a folder of its own, "<prefix><form>.<number>". The file "<prefix>current"
    names the one that counts; an index of another form never does, so that it is built anew.
    """

    def __init__(self, folder: Path, prefix: str, form: int) -> None:
        self._folder, self._prefix, self._name = folder, prefix, f"{prefix}{form}."
        self._pointer = folder / f"{prefix}current"
        self._journal = folder / f"{prefix}journal"

    @property
    def empty(self) -> str:
        """The generation before the first index."""
        return f"{self._name}0.0"

    def current(self) -> Path | None:
        """The folder of the index that counts, None before the first."""
        before = None
        while (name := self._named()) != before:
            index = self._folder / (name or "")
            if name and name.startswith(self._name) and index.is_dir():
                return index
            before = name  # looked at again: a rebuild may have taken its place just now
        return None

    def _named(self) -> str | None:
        try:
            return self._pointer.read_text("ascii").strip()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def unused(self) -> Path:
        """A path for an index that was never used."""
        taken = [int(path.name.rpartition(".")[2]) for path in self._folder.glob(f"{self._name}*")]
        return self._folder / f"{self._name}{max(taken, default=0) + 1}"

    def point_to(self, index: Path) -> None:
        """Let this index count from now on, for every process."""
        replace_text(self._pointer, index.name)

    def remove_others(self, current: Path) -> None:
        """Remove every other index of this engine, also of other forms and half-built ones."""
        ours = re.compile(re.escape(self._prefix) + r"\d+\.\d+")
        for path in self._folder.iterdir():
            if ours.fullmatch(path.name) and path != current:
                shutil.rmtree(path, ignore_errors=True)

    def begin_journal(self) -> None:
        """Keep from now on what is written, for an index that is being built."""
        self._journal.write_bytes(b"")

    def note(self, changes: Changes) -> None:
        """Keep what is being written, if an index is being built."""
        if self._journal.exists():
            with self._journal.open("ab") as journal:
                pickle.dump(dict(changes), journal)

    def noted(self) -> dict[str, Any]:
        """What was written since the journal began, the last state of each entry."""
        changes: dict[str, Any] = {}
        with self._journal.open("rb") as journal:
            while journal.peek(1):
                changes.update(pickle.load(journal))
        return changes

    def end_journal(self) -> None:
        """No index is being built any more."""
        self._journal.unlink(missing_ok=True)

    @contextmanager
    def only(self, work: Literal["write", "build"]) -> Iterator[None]:
        """Be the only one who writes, or who builds a whole index while others may write.

        Raises IndexUnavailable when the disk is full or closed.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with (self._folder / f"{self._prefix}{work}.lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield
        except IndexUnavailable:
            raise
        except OSError as error:
            raise IndexUnavailable from error
