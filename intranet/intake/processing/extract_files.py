"""The worker's part: originals become pages and suggested facts, whatever happens in between."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import cast

from sqlalchemy import CursorResult, and_, or_, select, update
from sqlalchemy.orm import Session

from config import Settings
from intranet.core import audit
from intranet.core.clock import now
from intranet.core.storage import Storage
from intranet.directives.citations.actions import keep_citations
from intranet.directives.models import Version
from intranet.extraction.errors import SecretMark
from intranet.extraction.facts.read_facts import corrected
from intranet.extraction.ocr.recognition import available
from intranet.extraction.sandbox.isolated import extract_isolated
from intranet.extraction.values import Extraction, Page
from intranet.intake.models import FileReading, ReadingState
from intranet.intake.processing.duplicates import keep as keep_likeness
from intranet.intake.processing.learned_corrections import corrections
from intranet.intake.processing.ocr_pages import ask_for_pages, keep_pages, recognised_pages
from intranet.intake.processing.previews import ask_for_preview
from intranet.intake.processing.suggestions import stored
from intranet.intake.processing.text_changes import text_changed
from intranet.intake.quarantine import isolation

MOST_ATTEMPTS = 10
"""A worker may be killed for reasons of its own; what a file does happens to its child alone."""
FORGOTTEN = timedelta(seconds=30)
"""A file that waits longer than this is queued again: its task was lost."""
NO_RECOGNITION = "Máy chủ chưa cài bộ nhận dạng chữ: nhập thông tin bằng tay, hoặc báo quản trị."
NO_TEXT = "Tệp không có nội dung chữ: hãy nhập thông tin bằng tay theo hình trang."
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


@dataclass(frozen=True)
class Order:
    """What reading one original needs to know; asks no database, so that nobody waits for a lock.

    `done` are the pages that recognition has read, `forced` the ways that a clerk asked for.
    """

    sha256: str
    name: str
    attempts: int
    done: Mapping[int, Page] = field(default_factory=dict)
    forced: Mapping[int, str] = field(default_factory=dict)


def order_for(session: Session, reading: FileReading) -> Order:
    """The order for the original of this reading."""
    file = reading.file
    forced = {int(number): way for number, way in reading.forced.items()}
    return Order(
        file.sha256, file.name, reading.attempts, recognised_pages(session, file.id), forced
    )


def read(order: Order, store: Storage, settings: Settings) -> Extraction:
    """The pages and facts of the original, made in a child process with limits."""
    return extract_isolated(
        store.path(order.sha256),
        name=order.name,
        max_bytes=settings.max_upload_mb * MEGABYTE,
        max_pages=settings.max_pages,
        seconds=settings.extraction_seconds,
        memory_mb=settings.extraction_memory_mb,
        recognised=order.done,
        forced=order.forced,
        roots=Path(settings.signature_roots) if settings.signature_roots else None,
    )


def keep(session: Session, reading: FileReading, found: Extraction) -> FileReading:
    """Write down what was read in place of an earlier reading; corrected pages stay."""
    file = reading.file
    keep_pages(session, file.id, found.pages)
    file.kind, file.media_type = found.kind, found.media_type
    file.page_count = len(found.pages)
    reading.state, reading.since = _state(found), now()
    reading.reason = _reason(found)
    facts = corrected(found.facts, corrections(session))
    reading.facts, reading.warnings = stored(replace(found, facts=facts)), list(found.warnings)
    audit.record(session, None, "file.read", on=file, state=reading.state.value)
    if reading.state is ReadingState.RECOGNISING:
        ask_for_pages(session, len(found.pending))
        return reading
    keep_citations(session, file.id, found.citations)
    keep_likeness(session, file.id, "\n".join(page.text for page in found.pages))
    text_changed(session, file)
    ask_for_preview(session, file)
    return reading


def _state(found: Extraction) -> ReadingState:
    if not found.accepted:
        return ReadingState.FAILED
    if found.pending:
        return ReadingState.RECOGNISING if available() else ReadingState.NEEDS_RECOGNITION
    return ReadingState.NEEDS_RECOGNITION if found.needs_recognition else ReadingState.READ


def _reason(found: Extraction) -> str:
    if found.pending and not available():
        return NO_RECOGNITION
    if found.reason or not found.needs_recognition or found.pending:
        return found.reason or ""
    return next((page.reason for page in found.pages if page.reason), "") or NO_TEXT


def is_secret(found: Extraction) -> bool:
    """Whether the full reading found a secrecy mark that the first look did not see."""
    return found.reason == SecretMark.message


def wipe(session: Session, reading: FileReading) -> None:
    """Take an original that must not be here out of the portal, with everything read from it.

    A published one is hidden and waits for the administrator: people may already rely on it, and
    the machine may be wrong (Law 117/2025/QH15, art. 5).
    """
    file = reading.file
    if session.scalar(select(Version.id).where(Version.file_id == file.id).limit(1)):
        isolation.ask(session, None, [file.id])
        give_up(session, reading, SecretMark.message)
    else:
        isolation.order(session, None, [file.id])


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
