"""Reading a file from beginning to end in one go, for whoever does not wait for the worker."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from config import Settings
from intranet.core.storage import Storage
from intranet.directives.models import FilePage
from intranet.extraction.isolated import recognise_isolated
from intranet.intake import reading, recognising
from intranet.intake.models import FileReading
from intranet.intake.recognising import Claimed


def read_at_once(session: Session, file_id: int, store: Storage, settings: Settings) -> None:
    """Read the original and recognise its pages one after the other; commits nothing."""
    work = reading.claim(session, file_id, timedelta(0))
    if work is None:
        return
    _read(session, work, store, settings)
    waiting = select(FilePage).filter_by(file_id=file_id, pending=True).order_by(FilePage.number)
    pages = session.scalars(waiting).all()
    for page in pages:
        claimed = Claimed(page.id, file_id, work.file.sha256, page.number)
        found = recognise_isolated(store.path(work.file.sha256), page.number)
        recognising.keep_page(session, claimed, found)
    if pages and (again := reading.claim(session, file_id, timedelta(0))):
        _read(session, again, store, settings)


def _read(session: Session, work: FileReading, store: Storage, settings: Settings) -> None:
    found = reading.read(reading.order_for(session, work), store, settings)
    if reading.is_secret(found):
        reading.wipe(session, work)
    else:
        reading.keep(session, work, found)
