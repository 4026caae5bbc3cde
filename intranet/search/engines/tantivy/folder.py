"""The folder of a tantivy index: which part of it counts, who writes, what changed meanwhile."""

import fcntl
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from intranet.search.engines.port import IndexUnavailable
from intranet.search.engines.tantivy.schema import FORM

CURRENT = "tantivy.current"
WRITE_LOCK, BUILD_LOCK = "tantivy.write.lock", "tantivy.build.lock"
JOURNAL = "tantivy.journal"  # the ids that changed while another index was being built
NAME = f"tantivy.{FORM}."
EMPTY = f"{NAME}0.0"


@dataclass(frozen=True)
class Part:
    """How many entries of a part can be found, and how many are only marked as deleted."""

    kept: int
    gone: int


class Files:
    """Everything that lies in the index folder for this engine; other engines' files stay."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def current(self) -> Path | None:
        """The folder of the index that counts, None before the first."""
        try:
            name = (self._folder / CURRENT).read_text("ascii").strip()
        except FileNotFoundError:
            return None
        folder = self._folder / name
        return folder if name.startswith(NAME) and folder.is_dir() else None

    def next(self) -> Path:
        """A folder that was never used."""
        taken = [int(one.name.rpartition(".")[2]) for one in self._folder.glob(f"{NAME}*")]
        return self._folder / f"{NAME}{max(taken, default=0) + 1}"

    def point_to(self, folder: Path) -> None:
        """Let this folder count from now on, for every process."""
        fresh = self._folder / f"{CURRENT}.new"
        with fresh.open("w", encoding="ascii") as file:
            file.write(folder.name)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, self._folder / CURRENT)

    def remove_others(self, kept: Path) -> None:
        """Remove the folders that no longer count; who still reads in them may go on."""
        for folder in self._folder.glob("tantivy.*.*"):
            if folder.is_dir() and folder != kept:
                shutil.rmtree(folder, ignore_errors=True)

    def generation(self) -> str:
        """The name of what can be found now: the folder and its last commit."""
        said = self._said()
        return f"{said[0].name}.{said[1]['opstamp']}" if said else EMPTY

    def parts(self) -> list["Part"]:
        """The parts of the index that counts."""
        said = self._said()
        return [_part(one) for one in said[1]["segments"]] if said else []

    def _said(self) -> tuple[Path, dict[str, Any]] | None:
        for _ in range(3):
            folder = self.current()
            if folder is None:
                return None
            try:
                return folder, json.loads((folder / "meta.json").read_bytes())
            except FileNotFoundError:
                continue  # a rebuild took its place
        raise IndexUnavailable

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Alone with the index until the end of the block. Raises IndexUnavailable."""
        with self._locked(WRITE_LOCK):
            yield

    @contextmanager
    def building(self) -> Iterator[None]:
        """The only one that builds; others may write meanwhile. Raises IndexUnavailable."""
        with self._locked(BUILD_LOCK):
            yield

    def begin_noting(self) -> None:
        """From now on remember what changes."""
        (self._folder / JOURNAL).write_bytes(b"")

    def note(self, names: Iterable[str]) -> None:
        """Remember what is about to change, if somebody builds."""
        if (self._folder / JOURNAL).exists():
            with (self._folder / JOURNAL).open("a", encoding="utf-8") as file:
                file.writelines(f"{name}\n" for name in names)

    def noted(self) -> tuple[str, ...]:
        """What changed since, each once."""
        lines = (self._folder / JOURNAL).read_text("utf-8").split()
        return tuple(dict.fromkeys(lines))

    def end_noting(self) -> None:
        """Nobody builds any more."""
        (self._folder / JOURNAL).unlink(missing_ok=True)

    @contextmanager
    def _locked(self, name: str) -> Iterator[None]:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with (self._folder / name).open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield
        except OSError as error:
            raise IndexUnavailable from error


def _part(said: dict[str, Any]) -> Part:
    gone = (said.get("deletes") or {}).get("num_deleted_docs", 0)
    return Part(said["max_doc"] - gone, gone)
