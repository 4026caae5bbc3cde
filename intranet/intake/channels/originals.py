"""An arriving file becomes an original in the store and an item on the clerk's desk.

Nothing here commits.
"""

from typing import BinaryIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import now
from intranet.core.current_settings import settings
from intranet.core.storage import FileTooLarge, Received, storage
from intranet.core.task_queue import after_commit
from intranet.directives.models import StoredFile
from intranet.extraction.sandbox.preflight import Preflight
from intranet.intake.models import FileReading, IntakeItem, ItemState
from intranet.intake.processing.tasks import read_file
from intranet.intake.quarantine.preflight import run_preflight, safe_file_name
from intranet.intake.quarantine.refusals import RefusedTooLarge
from intranet.people.models import StaffMember


def store_original(session: Session, by: StaffMember, stream: BinaryIO, name: str) -> StoredFile:
    """The original in the store, queued for reading; known bytes are the known original.

    Raises Refused with the reason; of a refused file only an audit line remains, without its name
    (the caller commits that line).
    """
    store = storage()
    try:
        received = store.receive(stream, settings().max_upload_bytes)
    except FileTooLarge as error:
        audit.record(session, by, "file.refused", rule="too_large")
        raise RefusedTooLarge from error
    try:
        seen = run_preflight(session, by, received, name)
        if known := session.scalar(select(StoredFile).filter_by(sha256=received.sha256)):
            return known
        store.keep(received)
    finally:
        store.drop(received)
    return _new_file(session, by, received, name, seen)


def _new_file(
    session: Session, by: StaffMember, received: Received, name: str, seen: Preflight
) -> StoredFile:
    file = StoredFile(
        sha256=received.sha256, name=safe_file_name(name), size=received.size, kind=seen.kind,
        media_type=seen.media_type, added_at=now(), added_by_id=by.id,
    )  # fmt: skip
    session.add(file)
    session.flush()
    session.add(FileReading(file_id=file.id, since=now()))
    audit.record(session, by, "file.received", on=file, sha256=file.sha256, size=file.size)
    after_commit(session, read_file, file.id)
    return file


def open_item(session: Session, by: StaffMember, file: StoredFile, name: str) -> IntakeItem:
    """The item of an original that waits for the clerk; one original waits once."""
    open_one = select(IntakeItem).filter_by(file_id=file.id, state=ItemState.OPEN)
    item = session.scalar(open_one)
    if item is None:
        item = IntakeItem(file=file, name=safe_file_name(name), uploaded_at=now(), uploaded_by=by)
        session.add(item)
        session.flush()
    return item
