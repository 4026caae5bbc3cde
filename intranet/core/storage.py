"""Originals on disk: named by their SHA-256, written once, never rewritten."""

import errno
import hashlib
import os
import re
import tempfile
import threading
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from flask_babel import lazy_gettext as _l

from intranet.core.application import service
from intranet.core.errors import PortalError

BLOCK = 1 << 20
NOBODY_ELSE = 0o077
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
NAME = re.compile(r"[0-9a-f]{64}")


class FileTooLarge(PortalError):
    """More bytes came than one file may have."""

    status = 413
    message = _l("Tệp quá lớn. Hãy tách tệp hoặc giảm độ phân giải bản quét rồi tải lại.")


class StoreFull(PortalError):
    """There is no room on the disk."""

    message = _l("Ổ đĩa của máy chủ đã đầy nên chưa nhận được tệp. Hãy báo quản trị rồi tải lại.")


class OriginalMissing(PortalError):
    """The database speaks of a file that is not in the store."""

    status = 500
    message = _l(
        "Không tìm thấy tệp gốc trong kho. Hãy báo quản trị hệ thống khôi phục từ bản sao lưu."
    )


@dataclass(frozen=True)
class Received:
    """A file that waits outside the store: its place, SHA-256 and size in bytes."""

    path: Path
    sha256: str
    size: int


class Storage:
    """A folder of originals; every path in or out goes through here."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.waiting = self.root / "waiting"

    def receive(self, stream: BinaryIO, max_bytes: int) -> Received:
        """The stream as a file that is not yet kept; call `keep` or `drop` on it.

        Leaves nothing behind when it raises: FileTooLarge when more than `max_bytes` arrive,
        StoreFull when the disk is full, or what the broken stream raises.
        """
        self.waiting.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        place: Path | None = None
        try:
            with tempfile.NamedTemporaryFile(dir=self.waiting, delete=False) as target:
                place = Path(target.name)
                while block := stream.read(BLOCK):
                    size += len(block)
                    if size > max_bytes:
                        raise FileTooLarge
                    digest.update(block)
                    target.write(block)
                target.flush()
                os.fsync(target.fileno())
        except BaseException as error:
            if place:
                place.unlink(missing_ok=True)
            if isinstance(error, OSError) and error.errno in FULL:
                raise StoreFull from error
            raise
        return Received(place, digest.hexdigest(), size)

    def keep(self, received: Received) -> Path:
        """Move a received file to its place; the same bytes twice are one file."""
        place = self.path(received.sha256, must_exist=False)
        if place.exists():
            self.drop(received)
            return place
        place.parent.mkdir(parents=True, exist_ok=True)
        received.path.chmod(0o440)
        os.replace(received.path, place)
        _sync_folder(place.parent)
        return place

    def drop(self, received: Received) -> None:
        """Forget a received file."""
        received.path.unlink(missing_ok=True)

    def path(self, sha256: str, *, must_exist: bool = True) -> Path:
        """Where the original with this hash lies; raises OriginalMissing."""
        place = self.root / sha256[:2] / sha256[2:4] / sha256
        if not NAME.fullmatch(sha256) or (must_exist and not place.is_file()):
            raise OriginalMissing
        return place

    def is_whole(self, sha256: str) -> bool:
        """Whether the original still has the bytes that its name promises."""
        with self.path(sha256).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == sha256


def _sync_folder(folder: Path) -> None:
    # Without this a power cut may lose the new name although the bytes were synced.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def storage() -> Storage:
    """The store of the running application."""
    return service(Storage)


def write_whole(place: Path, content: bytes) -> None:
    """Put a file in its place at once: nobody ever reads half of it."""
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = place.with_name(f"{place.name}.{os.getpid()}-{threading.get_ident()}.part")
    fresh.write_bytes(content)
    fresh.replace(place)


def keep_private(folders: Iterable[Path]) -> None:
    """Make these folders, and let no other account of the machine look into what we write."""
    os.umask(NOBODY_ELSE)
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
        with suppress(PermissionError):  # somebody else's folder: its owner decides
            folder.chmod(folder.stat().st_mode & ~NOBODY_ELSE)
