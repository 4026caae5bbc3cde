"""The worker's part: originals become pages and suggested facts, whatever happens in between."""

import secrets
from datetime import timedelta
from typing import cast

from sqlalchemy import CursorResult, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from config import Settings
from intranet.core import audit
from intranet.core.clock import now
from intranet.core.events import announce
from intranet.core.storage import Storage
from intranet.directives.models import FilePage, Version
from intranet.extraction.errors import SecretMark
from intranet.extraction.isolated import extract_isolated
from intranet.extraction.values import Extraction
from intranet.intake.models import FileReading, IntakeItem, ItemState, ReadingState
from intranet.intake.suggestion import stored

MOST_ATTEMPTS = 3
FORGOTTEN = timedelta(seconds=30)
"""A file that waits longer than this is queued again: its task was lost."""
WIPED = "(tệp đã hủy)"
MEGABYTE = 1 << 20


def claim(session: Session, file_id: int, patience: timedelta) -> FileReading | None:
    """The reading to do now, or None when it is done or another worker is at it."""
    stuck = and_(FileReading.state == ReadingState.READING, FileReading.since < now() - patience)
    claimed = session.execute(
        update(FileReading)
        .where(FileReading.file_id == file_id)
        .where(or_(FileReading.state == ReadingState.RECEIVED, stuck))
        .values(state=ReadingState.READING, since=now(), attempts=FileReading.attempts + 1)
    )
    if not cast("CursorResult[object]", claimed).rowcount:
        return None
    return session.get_one(FileReading, file_id, populate_existing=True)


def read(reading: FileReading, store: Storage, settings: Settings) -> Extraction:
    """The pages and facts of the original, made in a child process with limits."""
    return read_original(reading.file.sha256, reading.file.name, store, settings)


def read_original(sha256: str, name: str, store: Storage, settings: Settings) -> Extraction:
    """The same for a known hash and name: asks no database, so that nobody waits for a lock."""
    return extract_isolated(
        store.path(sha256),
        name=name,
        max_bytes=settings.max_upload_mb * MEGABYTE,
        max_pages=settings.max_pages,
        seconds=settings.extraction_seconds,
        memory_mb=settings.extraction_memory_mb,
    )


def keep(session: Session, reading: FileReading, found: Extraction) -> FileReading:
    """Write down what was read, in place of an earlier reading."""
    file = reading.file
    session.execute(delete(FilePage).where(FilePage.file_id == file.id))
    session.add_all(
        FilePage(
            file_id=file.id,
            number=page.number,
            text=page.text,
            method=page.method,
            confidence=page.confidence,
        )
        for page in found.pages
    )
    file.kind, file.media_type = found.kind, found.media_type
    file.page_count = len(found.pages)
    reading.state, reading.since = _state(found), now()
    reading.reason = found.reason or (found.warnings[0] if found.needs_recognition else "")
    reading.facts, reading.warnings = stored(found), list(found.warnings)
    audit.record(session, None, "file.read", on=file, state=reading.state.value)
    announce("file read", session, file=file)
    return reading


def _state(found: Extraction) -> ReadingState:
    if not found.accepted:
        return ReadingState.FAILED
    return ReadingState.NEEDS_RECOGNITION if found.needs_recognition else ReadingState.READ


def is_secret(found: Extraction) -> bool:
    """Whether the full reading found a secrecy mark that the first look did not see."""
    return found.reason == SecretMark.message


def wipe(session: Session, reading: FileReading, store: Storage) -> FileReading:
    """Remove the bytes, name and hash of an original that must not be here, and its open items.

    An original that is already published is left to the administrator (Law 117/2025/QH15, art. 5).
    """
    file = reading.file
    if session.scalar(select(Version.id).where(Version.file_id == file.id).limit(1)):
        return give_up(session, reading, SecretMark.message)
    store.path(file.sha256, must_exist=False).unlink(missing_ok=True)
    session.execute(delete(FilePage).where(FilePage.file_id == file.id))
    session.execute(
        update(IntakeItem)
        .where(IntakeItem.file_id == file.id)
        .values(name=WIPED, state=ItemState.DISCARDED, draft={})
    )
    file.sha256, file.name, file.size, file.page_count = secrets.token_hex(32), WIPED, 0, 0
    reading.facts, reading.warnings = {}, []
    return give_up(session, reading, SecretMark.message)


def give_up(session: Session, reading: FileReading, reason: str) -> FileReading:
    """Say plainly that the machine could not read it; the clerk can still enter the facts."""
    reading.state, reading.since, reading.reason = ReadingState.FAILED, now(), reason
    audit.record(session, None, "file.unreadable", on=reading.file)
    return reading


def release(session: Session, file_id: int) -> None:
    """Let the original be read again by whoever comes first."""
    session.execute(
        update(FileReading)
        .where(FileReading.file_id == file_id, FileReading.state == ReadingState.READING)
        .values(state=ReadingState.RECEIVED, since=now())
    )


def forgotten(session: Session, patience: timedelta) -> list[int]:
    """The originals whose task was lost or whose worker died."""
    moment = now()
    waiting = and_(
        FileReading.state == ReadingState.RECEIVED, FileReading.since < moment - FORGOTTEN
    )
    dead = and_(FileReading.state == ReadingState.READING, FileReading.since < moment - patience)
    query = select(FileReading.file_id).where(or_(waiting, dead)).order_by(FileReading.since)
    return list(session.scalars(query))
