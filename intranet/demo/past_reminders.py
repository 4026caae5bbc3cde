"""What the worker reminded of before the portal is opened for the first time."""

from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from intranet.core.clock import now, today
from intranet.reading.reminders import daily_run
from intranet.reading.reminders.models import Reminder

AGO = timedelta(days=2)
"""So long ago that whoever opens the portal may remind by hand at once."""


def seed_reminders(session: Session) -> int:
    """How many reminders of the worker's plan are noted; nothing of it is left to send today."""
    noted = daily_run.run(session)
    session.execute(update(Reminder).values(at=now() - AGO, day=today() - AGO))
    return noted
