"""What the worker does with files and pages, step by step.

A file is claimed, extracted in a child process and kept; its scanned pages are then recognised one
by one, and after the last one the file is read again as a whole. No lock is held while reading.
"""

import logging
from datetime import timedelta

from sqlalchemy.orm import Session

from intranet.core.clock import now
from intranet.core.current_settings import settings
from intranet.core.database import db
from intranet.core.storage import storage
from intranet.core.task_queue import after_commit, tasks
from intranet.directives.models import StoredFile
from intranet.directives.viewer import page_pictures, printable_forms
from intranet.extraction.formats.legacy_office import libreoffice
from intranet.extraction.formats.registry import PRINTABLE_KINDS
from intranet.extraction.ocr import tesseract
from intranet.extraction.sandbox.isolated import recognise_isolated
from intranet.extraction.values import Extraction
from intranet.intake.models import FileReading, ReadingState
from intranet.intake.processing import extract_files, ocr_pages, page_attempts, printed_forms
from intranet.intake.processing.page_attempts import PAGE_SECONDS

log = logging.getLogger(__name__)

PAGE_PATIENCE = timedelta(seconds=PAGE_SECONDS + 60)
AT_ONCE = timedelta(0)
"""The patience of one who knows that no other worker is alive."""


def read_file(file_id: int) -> None:
    """Read one original, unless it is read or being read."""
    reading = extract_files.claim_file(db.session, file_id, patience())
    if reading is None:
        db.session.rollback()
        return
    if reading.attempts > extract_files.MOST_ATTEMPTS:
        extract_files.give_up(db.session, reading, extract_files.GIVEN_UP)
    else:
        extract = extract_files.extraction_job(db.session, reading)
        db.session.commit()  # the claim is seen by others, and no lock is held while reading
        extraction = extract()
        _keep(db.session, db.session.get_one(FileReading, file_id), extraction)
    db.session.commit()


def recognise_page() -> None:
    """Recognise the page that is next, whichever file it belongs to."""
    claimed = ocr_pages.claim_page(db.session, PAGE_PATIENCE)
    if claimed is None:
        db.session.rollback()
        return
    db.session.commit()
    path = storage().path(claimed.sha256)
    page = recognise_isolated(path, claimed.number, seconds=PAGE_SECONDS)
    if ocr_pages.shows_secret(page):
        extract_files.isolate(db.session, db.session.get_one(FileReading, claimed.file_id))
    elif ocr_pages.keep_page(db.session, claimed, page):
        read_whole_file(db.session, claimed.file_id)
    db.session.commit()


def try_page(attempt_id: int) -> None:
    """Read a page once more in the way that a clerk asked for."""
    read_page = page_attempts.claim_attempt(db.session, attempt_id, PAGE_PATIENCE)
    db.session.commit()
    if read_page is not None:
        page_attempts.keep_attempt(db.session, attempt_id, read_page())
        db.session.commit()


def make_preview(file_id: int) -> None:
    """Make the printable form of an Office original and divide its text like it.

    Without LibreOffice there is none; a form with a mark of secrecy isolates its original.
    """
    file = db.session.get(StoredFile, file_id)
    is_lacking = file and file.size and not printable_forms.has_preview(file)
    sha256 = file.sha256 if file and is_lacking else ""
    db.session.rollback()  # no lock is held while LibreOffice works
    if not sha256 or not libreoffice.is_here():
        return
    printed = printed_forms.printed_form(sha256)
    file = db.session.get(StoredFile, file_id, populate_existing=True)
    if file is None or file.sha256 != sha256:
        return
    if printed is None:
        file.printed_pages = 0
    elif printed_forms.is_secret(printed):
        extract_files.isolate(db.session, db.session.get_one(FileReading, file_id))
    else:
        printed_forms.lay_out(db.session, file, printed)
        extract_files.text_changed(db.session, file)
        draw_first_page(db.session, sha256)
    db.session.commit()


def draw_first_page(session: Session, sha256: str) -> None:
    """Have the picture that a page shows at once drawn before somebody opens it."""
    after_commit(session, page_pictures.draw_later, sha256, 1, page_pictures.FIRST_WIDTH)


def _keep(session: Session, reading: FileReading, extraction: Extraction) -> None:
    file = reading.file
    if not extract_files.keep_extraction(session, reading, extraction):
        return
    if reading.state is ReadingState.RECOGNISING:
        for _page in extraction.pending:
            after_commit(session, recognise_page)
    elif file.kind in PRINTABLE_KINDS:
        if file.printed_pages is None:
            after_commit(session, make_preview, file.id)
    elif extraction.accepted:
        draw_first_page(session, file.sha256)


def read_whole_file(session: Session, file_id: int) -> None:
    """Have an original read as a whole, as when its last page was recognised.

    Facts, citations and secrecy marks are then looked for in all of its pages.
    """
    reading = session.get_one(FileReading, file_id)
    reading.state, reading.since, reading.attempts = ReadingState.RECEIVED, now(), 0
    after_commit(session, read_file, file_id)


def sweep_files() -> None:
    """Queue again what was forgotten, so that nothing is lost when a process dies."""
    files = extract_files.forgotten_files(db.session, patience())
    pages = ocr_pages.waiting_pages(db.session)
    attempts = page_attempts.forgotten_attempts(db.session, PAGE_PATIENCE)
    prints = printed_forms.waiting_for_print(db.session) if libreoffice.is_here() else []
    db.session.rollback()
    for file_id in files:
        log.warning("file %s was forgotten; queued again", file_id)
    # A task for every page that waits is harmless where one is queued already: it finds nothing.
    is_busy = bool(files or tasks().waiting())
    _queue(files, attempts, 0 if is_busy else pages)
    for file_id in () if is_busy else prints:
        tasks().enqueue(make_preview, file_id)


def recover_files() -> None:
    """Queue everything again that a dead worker was at; reading twice is harmless."""
    files = extract_files.forgotten_files(db.session, AT_ONCE)
    extract_files.release(db.session)
    if tesseract.is_installed():
        ocr_pages.take_up_scans(db.session)
    ocr_pages.forget_claims(db.session)
    pages = ocr_pages.waiting_pages(db.session)
    attempts = page_attempts.forgotten_attempts(db.session, AT_ONCE)
    db.session.commit()
    _queue(files, attempts, pages)


def _queue(files: list[int], attempts: list[int], pages: int) -> None:
    for file_id in files:
        tasks().enqueue(read_file, file_id)
    for _number in range(pages):
        tasks().enqueue(recognise_page)
    for attempt_id in attempts:
        tasks().enqueue(try_page, attempt_id)


def patience() -> timedelta:
    """After how long a reading counts as dead: its own limit and a minute."""
    return timedelta(seconds=settings().extraction_seconds + 60)
