"""Old binary Office files turned into new ones, and previews, by LibreOffice in a child."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from intranet.extraction.errors import ExtractionError
from intranet.extraction.formats.legacy_office.libreoffice import (
    NoLibreOffice,
    NotConverted,
    is_here,
)
from intranet.extraction.formats.registry import FORMATS, PRINTABLE_KINDS
from intranet.extraction.formats.sniffing import sniff
from intranet.extraction.sandbox.child_process import ROOMS, ask_child

SECONDS = 25.0
MEMORY_MB = 2500  # of address space, most of it shared and never touched


def convert(path: Path, kind: str, seconds: float = SECONDS) -> bytes:
    """The "doc" or "ppt" as DOCX or PPTX; the fonts of each run are kept.

    Takes one to five seconds, at most `seconds` and those of files that wait before it. Raises
    NoLibreOffice or NotConverted.
    """
    if kind not in FORMATS or not FORMATS[kind].newer:
        raise NotConverted
    return _made(path, kind, FORMATS[kind].newer, seconds)


@contextmanager
def converted_copy(path: Path) -> Iterator[Path | None]:
    """A passing copy of an old file in its newer format, or None when it needs or has none."""
    try:
        made = convert(path, sniff(path).kind)
    except (ExtractionError, OSError):
        made = b""  # the reader in this house says what it can of the old file
    if not made:
        yield None
        return
    with tempfile.NamedTemporaryFile(prefix=ROOMS) as copy:
        copy.write(made)
        copy.flush()
        yield Path(copy.name)


def preview(path: Path, seconds: float = SECONDS) -> bytes | None:
    """The file as PDF, as it would print; None when it cannot be made. Limits as for `convert`."""
    try:
        kind = sniff(path).kind
        return _made(path, kind, "pdf", seconds) if kind in PRINTABLE_KINDS else None
    except ExtractionError:
        return None


def _made(path: Path, kind: str, target: str, seconds: float) -> bytes:
    if not is_here():
        raise NoLibreOffice
    order = {"path": path, "kind": kind, "target": target}
    with _machine_lock():
        made = ask_child(
            "conversion", order, seconds=seconds, memory_mb=MEMORY_MB, runs=True, writes=True
        )
    if not made:
        raise NotConverted
    return made


@contextmanager
def _machine_lock() -> Iterator[None]:
    """LibreOffice takes much memory: whoever comes second waits, in whatever process."""
    place = Path(tempfile.gettempdir()) / f"{ROOMS}lock"
    lock = os.open(place, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        # What a process that was killed left behind: nobody else works now.
        for left in Path(tempfile.gettempdir()).glob(f"{ROOMS}*"):
            if left.is_dir() and not left.is_symlink():
                shutil.rmtree(left, ignore_errors=True)
        yield
    finally:
        os.close(lock)
