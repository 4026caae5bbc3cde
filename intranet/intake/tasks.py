"""What the worker does for intake."""

import logging
from datetime import timedelta

from flask_babel import gettext as _

from intranet.core.database import db
from intranet.core.settings import settings
from intranet.core.storage import storage
from intranet.core.tasks import TaskQueue, tasks
from intranet.extraction.values import Extraction
from intranet.intake import reading
from intranet.intake.models import FileReading

log = logging.getLogger(__name__)


def register(queue: TaskQueue) -> None:
    """The worker reads files and looks every minute for forgotten ones."""
    queue.register(read_file)
    queue.register(sweep_files, every_minute=True)
    queue.register(recover_files, at_start=True)


def read_file(file_id: int) -> None:
    """Read one original, unless it is read or being read."""
    work = reading.claim(db.session, file_id, patience())
    if work is None:
        db.session.rollback()
        return
    sha256, name, attempts = work.file.sha256, work.file.name, work.attempts
    db.session.commit()  # the claim is seen by others, and no lock is held while reading
    if attempts > reading.MOST_ATTEMPTS:
        reading.give_up(db.session, db.session.get_one(FileReading, file_id), _given_up())
    else:
        found = reading.read_original(sha256, name, storage(), settings())
        _settle(db.session.get_one(FileReading, file_id), found)
    db.session.commit()


def _given_up() -> str:
    return _("Máy đã thử đọc ba lần không xong. Hãy nhập thông tin bằng tay hoặc tải lại tệp.")


def _settle(work: FileReading, found: Extraction) -> None:
    if reading.is_secret(found):
        reading.wipe(db.session, work, storage())
    else:
        reading.keep(db.session, work, found)


def sweep_files() -> None:
    """Queue again what was forgotten, so that nothing is lost when a process dies."""
    for file_id in reading.forgotten(db.session, patience()):
        log.warning("file %s was forgotten; queued again", file_id)
        tasks().enqueue("read_file", file_id)
    db.session.rollback()


def recover_files() -> None:
    """Queue everything again that a dead worker was reading; reading a file twice is harmless."""
    for file_id in reading.forgotten(db.session, timedelta(0)):
        reading.release(db.session, file_id)
        tasks().enqueue("read_file", file_id)
    db.session.commit()


def patience() -> timedelta:
    """After how long a reading counts as dead: its own limit and a minute."""
    return timedelta(seconds=settings().extraction_seconds + 60)
