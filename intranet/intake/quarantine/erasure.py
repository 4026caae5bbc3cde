"""Isolated content leaves the disk: the worker ends what was ordered, whatever died in between."""

import shutil
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from tempfile import gettempdir

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from intranet.core import audit
from intranet.core.clock import now
from intranet.core.current_settings import settings
from intranet.core.database import db
from intranet.core.storage import NAME, Storage, storage
from intranet.intake.quarantine.models import Isolation
from intranet.intake.quarantine.places import Scope, places

ABANDONED = timedelta(hours=1)
"""No file takes as long to arrive, and none to be converted."""
HASH_LENGTH = 64
DERIVED = ("pictures", "previews")
"""Folders of what is made of originals, each file named by the hash of its original."""
OFFICE_FOLDERS = "van-phong-*/"
"""The folders in which LibreOffice works on copies."""
CHECKPOINT = "PRAGMA wal_checkpoint(TRUNCATE)"


def finish_isolations() -> None:
    """Bytes, pictures, index and the database's log forget what was ordered; then the note ends."""
    isolations = unfinished(db.session)
    numbers = {isolation.file_id for isolation in isolations}
    if isolations:
        erase_files(isolations, storage(), settings().instance)
    db.session.rollback()  # rewriting the index takes long: nobody waits for a lock meanwhile
    if not numbers:
        return
    for place in places():
        place.rewrite()
    db.session.rollback()
    if not _database_is_clean():
        return  # somebody still reads: once more in a minute
    for isolation in unfinished(db.session):
        if isolation.file_id in numbers:
            _close(db.session, isolation)
    db.session.commit()


def unfinished(session: Session) -> Sequence[Isolation]:
    """What was ordered and is not yet removed from the disk."""
    query = select(Isolation).filter_by(finished_at=None).options(joinedload(Isolation.file))
    return session.scalars(query.where(Isolation.ordered_at.is_not(None))).all()


def erase_files(isolations: Sequence[Isolation], store: Storage, instance: Path) -> None:
    """Take hidden directives out of the search at once, and what is ordered off the disk.

    Call it after the commit; harmless twice.
    """
    directives = sorted({case.directive_id for case in isolations if case.directive_id})
    scope = Scope([case.file_id for case in isolations], directives)
    for place in places():
        place.hide_outside(scope)
    for isolation in isolations:
        if isolation.ordered_at and isolation.sha256:
            store.path(isolation.sha256, must_exist=False).unlink(missing_ok=True)
            for folder in DERIVED:  # half-written ones too
                for derived in (instance / folder).glob(f"{isolation.sha256}*"):
                    derived.unlink(missing_ok=True)


def _close(session: Session, isolation: Isolation) -> None:
    """Forget the hash: nothing of the original is left."""
    isolation.sha256, isolation.finished_at = "", now()
    audit.record(session, isolation.ordered_by, "isolation.finished", on=isolation.file)


def sweep_arrivals() -> None:
    """Remove what a process that died while a file arrived left unexamined (art. 5)."""
    for place in (*storage().waiting.glob("*"), *Path(gettempdir()).glob(OFFICE_FOLDERS)):
        with suppress(FileNotFoundError):
            if time.time() - place.stat().st_mtime < ABANDONED.total_seconds():
                continue
            if place.is_dir():
                shutil.rmtree(place, ignore_errors=True)
            else:
                place.unlink()


def sweep_derived() -> None:
    """Remove pictures and printable forms that were made while their original was being wiped."""
    for folder in DERIVED:
        for place in (settings().instance / folder).glob("*"):
            sha256 = place.name[:HASH_LENGTH]
            if NAME.fullmatch(sha256) and not storage().path(sha256, must_exist=False).exists():
                place.unlink(missing_ok=True)


def _database_is_clean() -> bool:
    """Whether free pages and write-ahead log of SQLite, which still have old words, were emptied.

    What is deleted is overwritten since every connection asks for it, but a database may be older
    than that: it is written anew. PostgreSQL does that in its own time (docs/operations.md).
    """
    if db.engine.dialect.name != "sqlite":
        return True
    connection = db.engine.raw_connection()
    try:
        connection.cursor().execute("VACUUM")
        (busy, _pages, _moved) = connection.cursor().execute(CHECKPOINT).fetchone()
    finally:
        connection.close()
    return not busy
