"""What the worker does for reading."""

from sqlalchemy import select

from intranet.core.database import db
from intranet.core.tasks import TaskQueue
from intranet.reading import actions
from intranet.reading.coverage import current
from intranet.reading.models import Assignment


def register(queue: TaskQueue) -> None:
    """Deliver what was assigned, and every minute what people still lack (new colleagues)."""
    queue.register(deliver)
    queue.register(sweep_deliveries, every_minute=True)


def deliver(assignment_id: int) -> None:
    """Put one assignment into the lists of everybody addressed."""
    found = db.session.get(Assignment, assignment_id)
    if found is not None:
        actions.deliver(db.session, found)
    db.session.commit()


def sweep_deliveries() -> None:
    """Deliver every current assignment to whoever has not got it."""
    for assignment in db.session.scalars(select(Assignment).where(current())):
        actions.deliver(db.session, assignment)
    db.session.commit()
