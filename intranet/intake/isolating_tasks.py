"""The worker ends what was ordered to be wiped, whatever died in between."""

from intranet.core.database import db
from intranet.core.events import announce
from intranet.core.settings import settings
from intranet.core.storage import storage
from intranet.core.tasks import TaskQueue
from intranet.intake import isolating


def register(queue: TaskQueue) -> None:
    """After the order, every minute, and when the worker starts."""
    queue.register(finish_isolations, every_minute=True, at_start=True)


def finish_isolations() -> None:
    """Bytes, pictures, index and the database's log forget what was ordered; then the note ends."""
    found = isolating.unfinished(db.session)
    numbers = [one.file_id for one in found]
    if found:
        isolating.forget(db.session, found, storage(), settings().instance / "pictures")
    db.session.rollback()  # rewriting the index takes long: nobody waits for a lock meanwhile
    if not numbers:
        return
    announce("papers wiped", db.session)
    isolating.sweep_log(db.session)
    db.session.rollback()
    for one in isolating.unfinished(db.session):
        if one.file_id in numbers:
            isolating.close(db.session, one)
    db.session.commit()
    isolating.sweep_log(db.session)
    db.session.rollback()
