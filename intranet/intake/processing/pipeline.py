"""Reading a file from beginning to end in one go, for whoever does not wait for the worker."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from config import Settings
from intranet.core.storage import Storage
from intranet.directives.models import FilePage
from intranet.extraction.sandbox.isolated import recognise_isolated
from intranet.intake.models import FileReading
from intranet.intake.processing import extract_files, ocr_pages
from intranet.intake.processing.ocr_pages import Claimed


def read_at_once(session: Session, file_id: int, store: Storage, settings: Settings) -> None:
    """Read the original and recognise its pages one after the other; commits nothing."""
    work = extract_files.claim(session, file_id, timedelta(0))
    if work is None:
        return
    _read(session, work, store, settings)
    waiting = select(FilePage).filter_by(file_id=file_id, pending=True).order_by(FilePage.number)
    pages = session.scalars(waiting).all()
    for page in pages:
        claimed = Claimed(page.id, file_id, work.file.sha256, page.number)
        found = recognise_isolated(store.path(work.file.sha256), page.number)
        ocr_pages.keep_page(session, claimed, found)
    if pages and (again := extract_files.claim(session, file_id, timedelta(0))):
        _read(session, again, store, settings)


def _read(session: Session, work: FileReading, store: Storage, settings: Settings) -> None:
    found = extract_files.read(extract_files.order_for(session, work), store, settings)
    if extract_files.is_secret(found):
        extract_files.wipe(session, work)
    else:
        extract_files.keep(session, work, found)
