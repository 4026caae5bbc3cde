"""What the worker does for intake."""

import logging
from datetime import timedelta

from flask_babel import gettext as _

from intranet.core.database import db
from intranet.core.settings import settings
from intranet.core.storage import storage
from intranet.core.tasks import LATER, TaskQueue, tasks
from intranet.directives.models import StoredFile
from intranet.extraction.ocr.recognition import available
from intranet.extraction.sandbox.isolated import recognise_isolated
from intranet.extraction.values import Extraction, Page
from intranet.intake.models import FileReading
from intranet.intake.processing import extract_files, ocr_pages, previews, reprocess
from intranet.intake.processing.ocr_pages import Claimed

log = logging.getLogger(__name__)

PAGE_SECONDS = 90
PAGE_PATIENCE = timedelta(seconds=PAGE_SECONDS + 60)




def read_file(file_id: int) -> None:
    """Read one original, unless it is read or being read."""
    work = extract_files.claim(db.session, file_id, patience())
    if work is None:
        db.session.rollback()
        return
    order = extract_files.order_for(db.session, work)
    db.session.commit()  # the claim is seen by others, and no lock is held while reading
    if order.attempts > extract_files.MOST_ATTEMPTS:
        extract_files.give_up(db.session, db.session.get_one(FileReading, file_id), _given_up())
    else:
        found = extract_files.read(order, storage(), settings())
        _settle(db.session.get_one(FileReading, file_id), found)
    db.session.commit()


def _given_up() -> str:
    return _("Máy đã thử đọc nhiều lần không xong. Hãy nhập thông tin bằng tay hoặc tải lại tệp.")


def _settle(work: FileReading, found: Extraction) -> None:
    if extract_files.is_secret(found):
        extract_files.wipe(db.session, work)
    else:
        extract_files.keep(db.session, work, found)


def recognise_page() -> None:
    """Recognise the page that is next, whichever file it belongs to."""
    claimed = ocr_pages.claim(db.session, PAGE_PATIENCE)
    if claimed is None:
        db.session.rollback()
        return
    db.session.commit()
    path = storage().path(claimed.sha256)
    found = recognise_isolated(path, claimed.number, seconds=PAGE_SECONDS)
    _keep_page(claimed, found)
    db.session.commit()


def _keep_page(claimed: Claimed, found: Page) -> None:
    if ocr_pages.shows_secret(found):
        work = db.session.get_one(FileReading, claimed.file_id)
        extract_files.wipe(db.session, work)
    else:
        ocr_pages.keep_page(db.session, claimed, found)


def try_page(attempt_id: int) -> None:
    """Read a page once more in the way that a clerk asked for."""
    order = reprocess.claim(db.session, attempt_id, PAGE_PATIENCE)
    db.session.commit()
    if order is None:
        return
    found = reprocess.read(order, storage().path(order.sha256), PAGE_SECONDS)
    reprocess.keep(db.session, attempt_id, found)
    db.session.commit()


def make_preview(file_id: int) -> None:
    """Make the printable form of an Office original."""
    file = db.session.get(StoredFile, file_id)
    sha256 = file.sha256 if file else ""
    db.session.rollback()  # no lock is held while LibreOffice works
    if sha256:
        previews.made(sha256, storage())


def sweep_files() -> None:
    """Queue again what was forgotten, so that nothing is lost when a process dies."""
    for file_id in extract_files.forgotten(db.session, patience()):
        log.warning("file %s was forgotten; queued again", file_id)
        tasks().enqueue(read_file, file_id)
    pages = ocr_pages.waiting(db.session)
    forgotten = reprocess.forgotten(db.session, PAGE_PATIENCE)
    db.session.rollback()
    # A task for every page that waits is harmless where one is queued already: it finds nothing.
    if tasks().waiting() == 0:
        _queue_pages(pages)
    for attempt_id in forgotten:
        tasks().enqueue(try_page, attempt_id)


def recover_files() -> None:
    """Queue everything again that a dead worker was at; reading twice is harmless."""
    for file_id in extract_files.forgotten(db.session, timedelta(0)):
        extract_files.release(db.session, file_id)
        tasks().enqueue(read_file, file_id)
    if available():
        ocr_pages.start_waiting(db.session)
    pages = ocr_pages.forget_claims(db.session)
    attempts = reprocess.forgotten(db.session, timedelta(0))
    db.session.commit()
    _queue_pages(pages)
    for attempt_id in attempts:
        tasks().enqueue(try_page, attempt_id)


def _queue_pages(count: int) -> None:
    for _number in range(count):
        tasks().enqueue(recognise_page)


def patience() -> timedelta:
    """After how long a reading counts as dead: its own limit and a minute."""
    return timedelta(seconds=settings().extraction_seconds + 60)
