"""Steps by which an original becomes pages and suggested facts: claim, extract, keep.

The order of the steps stands in `tasks`. Nothing here commits.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from flask_babel import lazy_gettext as _l
from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import now
from intranet.core.current_settings import settings
from intranet.core.database import changed_rows
from intranet.core.storage import storage
from intranet.core.task_queue import after_commit
from intranet.directives.citations.actions import keep_citations
from intranet.directives.models import Directive, StoredFile, Version
from intranet.directives.signals import directive_changed
from intranet.directives.tasks import clean_file
from intranet.directives.viewer.printable_forms import place_of
from intranet.extraction.errors import SecretMark
from intranet.extraction.formats.sniffing import UNKNOWN
from intranet.extraction.ocr import tesseract
from intranet.extraction.sandbox.isolated import extract_isolated
from intranet.extraction.values import Extraction, Page
from intranet.intake.models import FileReading, ReadingState
from intranet.intake.processing.duplicates import note_similar_texts
from intranet.intake.processing.learned_corrections import corrected, corrections
from intranet.intake.processing.ocr_pages import keep_pages, recognised_pages
from intranet.intake.processing.printed_forms import laid_out, printed_form
from intranet.intake.processing.suggestions import stored
from intranet.intake.quarantine import isolation
from intranet.intake.signals import file_read

MOST_ATTEMPTS = 10
"""A worker may be killed for reasons of its own; what a file does happens to its child alone."""
FORGOTTEN = timedelta(seconds=30)
"""A file that waits longer than this is queued again: its task was lost."""
NO_RECOGNITION = "Máy chủ chưa cài bộ nhận dạng chữ: nhập thông tin bằng tay, hoặc báo quản trị."
GIVEN_UP = _l("Máy đã thử đọc nhiều lần không xong. Hãy nhập thông tin bằng tay hoặc tải lại tệp.")
NO_TEXT = "Tệp không có nội dung chữ: hãy nhập thông tin bằng tay theo hình trang."


def claim_file(session: Session, file_id: int, patience: timedelta) -> FileReading | None:
    """The reading to do now, or None when it is done or another worker is at it."""
    stuck = and_(FileReading.state == ReadingState.READING, FileReading.since < now() - patience)
    claim = (
        update(FileReading)
        .where(FileReading.file_id == file_id)
        .where(or_(FileReading.state == ReadingState.RECEIVED, stuck))
        .values(state=ReadingState.READING, since=now(), attempts=FileReading.attempts + 1)
    )
    if not changed_rows(session, claim):
        return None
    return session.get_one(FileReading, file_id, populate_existing=True)


def extraction_job(session: Session, reading: FileReading) -> Callable[[], Extraction]:
    """What extracts the original of this reading in a child process and asks no database."""
    file, forced = reading.file, {int(number): way for number, way in reading.forced.items()}
    return partial(_extract, file.sha256, file.name, recognised_pages(session, file.id), forced)


def _extract(
    sha256: str, name: str, recognised: Mapping[int, Page], forced: Mapping[int, str]
) -> Extraction:
    chosen = settings()
    read = extract_isolated(
        storage().path(sha256),
        name=name,
        max_bytes=chosen.max_upload_bytes,
        max_pages=chosen.max_pages,
        seconds=chosen.extraction_seconds,
        memory_mb=chosen.extraction_memory_mb,
        recognised=recognised,
        forced=forced,
        roots=Path(chosen.signature_roots) if chosen.signature_roots else None,
    )
    return laid_out(read, printed_form(sha256)) if place_of(sha256).exists() else read


def keep_extraction(session: Session, reading: FileReading, extraction: Extraction) -> bool:
    """Write down what was read in place of an earlier reading; corrected pages stay.

    False when the original bears a secrecy mark: it is taken out of the portal instead.
    """
    if extraction.reason == SecretMark.message:
        isolate(session, reading)
        return False
    file = reading.file
    keep_pages(session, file.id, extraction.pages)
    if extraction.kind != UNKNOWN.kind:  # a child that died could not tell: what arrived is known
        file.kind, file.media_type = extraction.kind, extraction.media_type
    file.page_count = len(extraction.pages)
    (reading.state, reading.reason), reading.since = _outcome(extraction), now()
    facts = corrected(extraction.facts, corrections(session))
    reading.facts = stored(replace(extraction, facts=facts))
    reading.warnings = list(extraction.warnings)
    audit.record(session, None, "file.read", on=file, state=reading.state.value)
    if reading.state is not ReadingState.RECOGNISING:
        keep_citations(session, file.id, extraction.citations)
        note_similar_texts(session, file.id, "\n".join(page.text for page in extraction.pages))
        text_changed(session, file)
    return True


def text_changed(session: Session, file: StoredFile) -> None:
    """Tell whoever shows or finds the text of this original that it is another one now."""
    after_commit(session, clean_file, file.id)  # before it is indexed
    file_read.send(session, file)
    query = select(Directive).join(Version).where(Version.file_id == file.id).distinct()
    for directive in session.scalars(query):
        directive.changed_at = now()
        directive_changed.send(session, directive)


def _outcome(extraction: Extraction) -> tuple[ReadingState, str]:
    """The state after this extraction, and the sentence for people where there is one."""
    reason = extraction.reason or ""
    if not extraction.accepted:
        return ReadingState.FAILED, reason
    if extraction.pending:
        if tesseract.is_installed():
            return ReadingState.RECOGNISING, reason
        return ReadingState.NEEDS_RECOGNITION, NO_RECOGNITION
    if extraction.needs_recognition:
        reasons = (page.reason for page in extraction.pages if page.reason)
        return ReadingState.NEEDS_RECOGNITION, reason or next(reasons, NO_TEXT)
    return ReadingState.READ, reason


def isolate(session: Session, reading: FileReading) -> None:
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


def give_up(session: Session, reading: FileReading, reason: object) -> None:
    """Say plainly that the machine could not read it; the clerk can still enter the facts."""
    reading.state, reading.since, reading.reason = ReadingState.FAILED, now(), str(reason)
    audit.record(session, None, "file.unreadable", on=reading.file)


def release(session: Session) -> None:
    """Let what is being read be read again by whoever comes first, as when no worker is alive."""
    of_the_dead = update(FileReading).where(FileReading.state == ReadingState.READING)
    session.execute(of_the_dead.values(state=ReadingState.RECEIVED, since=now()))


def forgotten_files(session: Session, patience: timedelta) -> list[int]:
    """The originals whose task was lost or whose worker died."""
    moment = now()
    waiting = and_(
        FileReading.state == ReadingState.RECEIVED, FileReading.since < moment - FORGOTTEN
    )
    dead = and_(FileReading.state == ReadingState.READING, FileReading.since < moment - patience)
    query = select(FileReading.file_id).where(or_(waiting, dead)).order_by(FileReading.since)
    return list(session.scalars(query))
