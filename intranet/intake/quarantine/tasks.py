"""The worker ends what was ordered to be wiped, whatever died in between."""

import shutil
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from tempfile import gettempdir

from intranet.intake.signals import content_erased
from intranet.core.database import db
from intranet.core.settings import settings
from intranet.core.storage import NAME, storage
from intranet.core.tasks import TaskQueue
from intranet.intake.quarantine import isolation

ABANDONED = timedelta(hours=1)
"""No file takes as long to arrive, and none to be converted."""
HASH_LETTERS = 64
OFFICE_ROOMS = "van-phong-*/"
"""The folders in which LibreOffice works on copies."""
CHECKPOINT = "PRAGMA wal_checkpoint(TRUNCATE)"


def register(queue: TaskQueue) -> None:
    """After the order, every minute, and when the worker starts."""
    queue.register(finish_isolations, every_minute=True, at_start=True)
    queue.register(sweep_arrivals, every_minute=True, at_start=True)
    queue.register(sweep_derived, every_minute=True, at_start=True)


def finish_isolations() -> None:
    """Bytes, pictures, index and the database's log forget what was ordered; then the note ends."""
    found = isolation.unfinished(db.session)
    numbers = [one.file_id for one in found]
    if found:
        isolation.forget(db.session, found, storage(), settings().instance / "pictures")
    db.session.rollback()  # rewriting the index takes long: nobody waits for a lock meanwhile
    if not numbers:
        return
    content_erased.send(db.session())
    db.session.rollback()
    if not _log_is_empty():
        return  # somebody still reads: once more in a minute
    for one in isolation.unfinished(db.session):
        if one.file_id in numbers:
            isolation.close(db.session, one)
    db.session.commit()


def sweep_arrivals() -> None:
    """Remove what a process that died while a file arrived left unexamined (art. 5)."""
    places = [*storage().waiting.glob("*"), *Path(gettempdir()).glob(OFFICE_ROOMS)]
    for place in places:
        with suppress(FileNotFoundError):
            if time.time() - place.stat().st_mtime < ABANDONED.total_seconds():
                continue
            if place.is_dir():
                shutil.rmtree(place, ignore_errors=True)
            else:
                place.unlink()


def sweep_derived() -> None:
    """Remove pictures and printable forms that were made while their original was being wiped."""
    for folder in ("pictures", "previews"):
        for place in (settings().instance / folder).glob("*"):
            sha256 = place.name[:HASH_LETTERS]
            if NAME.fullmatch(sha256) and not storage().path(sha256, must_exist=False).exists():
                place.unlink(missing_ok=True)


def _log_is_empty() -> bool:
    """Whether the write-ahead log of SQLite, which still has the old words, could be emptied."""
    if db.engine.dialect.name != "sqlite":
        return True
    connection = db.engine.raw_connection()
    try:
        (busy, _pages, _moved) = connection.cursor().execute(CHECKPOINT).fetchone()
    finally:
        connection.close()
    return not busy
