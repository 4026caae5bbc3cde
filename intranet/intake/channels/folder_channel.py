"""The watched folder: what people or scanners put there comes in by itself.

It is polled, since network shares tell nobody of changes. A file is taken when it looked the same
twice and for a while; then it is moved to da-nhan/, or with its reason to tu-choi/. A file with a
secrecy mark is somebody's original: it is neither copied, moved nor deleted, only reported.
"""

import logging
import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.exc import SQLAlchemyError

from intranet.core.clock import now
from intranet.core.current_settings import settings
from intranet.core.database import db
from intranet.extraction.errors import BrokenFile, EmptyFile, ExtractionError
from intranet.extraction.formats.sniffing import sniff
from intranet.intake.channels import receiving
from intranet.intake.channels.folder_outcomes import REFUSED, TAKEN, note_secret, put_away
from intranet.intake.channels.models import FolderSighting
from intranet.intake.channels.polling import ChannelFailed, keep_polling, poll
from intranet.intake.models import Channel

log = logging.getLogger(__name__)
DEEPEST, MOST_A_POLL, MOST_SEEN = 5, 200, 20_000
TEMPORARY = (".tmp", ".part", ".partial", ".crdownload", ".download", ".filepart", ".swp")
GRACE = timedelta(minutes=5)
"""How long a file that looks torn may still be on its way: some copiers reserve the size first."""
TAIL = 1024


def poll_folder() -> None:
    """Take what is ready in the watched folder; commits file by file."""
    if folder := settings().watch_folder:
        poll(Channel.FOLDER, partial(_poll, Path(folder)))


def _poll(root: Path, by_id: int) -> None:
    present, taken = set(), 0
    try:
        for path in _files(root):
            present.add(_key(root, path))
            if taken < MOST_A_POLL and _is_ready(root, path):
                _take_or_leave(root, path, by_id)
                keep_polling(Channel.FOLDER)
                taken += 1
    except OSError as error:
        raise ChannelFailed(
            _("Không mở được thư mục nhận văn bản. Kiểm tra WATCH_FOLDER và quyền truy cập.")
        ) from error
    _forget_all_but(present)


def _files(folder: Path, depth: int = 0) -> Iterator[Path]:
    with os.scandir(folder) as scanned:
        entries = sorted(scanned, key=lambda entry: entry.name)[:MOST_SEEN]
    for entry in entries:
        if entry.name.startswith((".", "~")) or entry.name.lower().endswith(TEMPORARY):
            continue
        done = depth == 0 and entry.name in {TAKEN, REFUSED}
        if entry.is_file(follow_symlinks=False):
            yield Path(entry.path)
        elif entry.is_dir(follow_symlinks=False) and depth < DEEPEST and not done:
            yield from _files(Path(entry.path), depth + 1)


def _key(root: Path, path: Path) -> str:
    """A digest, since the name of a file may itself be secret."""
    return sha256(str(path.relative_to(root)).encode("utf-8", "surrogateescape")).hexdigest()


def _is_ready(root: Path, path: Path) -> bool:
    """Whether the file was the same at an earlier poll and has not changed for a while."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return False
    changed = max(status.st_mtime_ns, status.st_ctime_ns)
    known = db.session.get(FolderSighting, _key(root, path))
    if known is None or (known.size, known.changed_ns) != (status.st_size, changed):
        seen = {"size": status.st_size, "changed_ns": changed, "since": now(), "done": False}
        db.session.merge(FolderSighting(key=_key(root, path), **seen))
        db.session.commit()
        return False
    db.session.rollback()
    return not known.done and _is_quiet(known.since, changed) and not _is_torn(path, known.since)


def _is_quiet(since: datetime, changed_ns: int) -> bool:
    quiet = now() - timedelta(seconds=settings().watch_settle_seconds)
    changed = datetime.fromtimestamp(changed_ns / 1e9, UTC)
    # A clock that runs ahead on the share must not keep its files out for ever.
    return since <= quiet and (changed <= quiet or changed > now())


def _is_torn(path: Path, since: datetime) -> bool:
    if since < now() - GRACE:
        return False
    try:
        with opened(path) as stream:
            content = stream.read(settings().max_upload_bytes)
        sniff(content)
    except (EmptyFile, BrokenFile, OSError):
        return True
    except ExtractionError:
        return False
    return not content[-TAIL:].strip(b"\0")


def opened(path: Path) -> BinaryIO:
    """The file for reading; links and what is no plain file are refused with OSError."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError("not a plain file")
    return os.fdopen(handle, "rb")


def _take_or_leave(root: Path, path: Path, by_id: int) -> None:
    try:
        _take(root, path, by_id)
    except (OSError, SQLAlchemyError):
        raise
    except Exception:
        # One odd file must not keep out all that lie beside it.
        log.exception("A file of the watched folder could not be taken in")
        db.session.rollback()
        _leave(root, path)


def _take(root: Path, path: Path, by_id: int) -> None:
    inside = path.relative_to(root)
    try:
        stream = opened(path)
    except OSError:
        return  # it went away, or it cannot be read now: the next poll tries again
    with stream:
        status = os.fstat(stream.fileno())
        origin = f"folder|{inside}|{status.st_size}|{status.st_mtime_ns}"
        folder = "" if inside.parent == Path() else str(inside.parent)
        source = receiving.ArrivalSource(
            Channel.FOLDER, by_id, title=_clean(folder), origin=_clean(origin)
        )
        results = list(receiving.receive(stream, _clean(path.name), source))
    is_secret = any(result.is_secret for result in results)
    if is_secret:
        note_secret(root, status.st_size)
    if is_secret or not put_away(root, path, results):
        _leave(root, path)


def _clean(name: str) -> str:
    """The name in characters that a database takes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _leave(root: Path, path: Path) -> None:
    """Remember that the file stays where it is and is not to be taken again."""
    sighting = db.session.get(FolderSighting, _key(root, path))
    if sighting is not None:
        sighting.done = True
    db.session.commit()


def _forget_all_but(present: set[str]) -> None:
    known = set(db.session.scalars(select(FolderSighting.key)))
    gone = sorted(known - present)
    for start in range(0, len(gone), 500):
        batch = gone[start : start + 500]
        db.session.execute(delete(FolderSighting).where(FolderSighting.key.in_(batch)))
    db.session.commit()
