"""What the worker does for reading, besides delivering (assignments/delivery.py)."""

from sqlalchemy import select

from intranet.core.database import db
from intranet.reading.coverage import counts
from intranet.reading.coverage.models import TotalCoverageCount
from intranet.reading.coverage.reconcile import reconcile, reconcile_everything
from intranet.reading.models import Assignment
from intranet.reading.receipts.chain_verification import check
from intranet.reading.reminders import daily_run

UNCOUNTED_AT_ONCE = 50


def begin_day() -> None:
    """Count anew what a new day changes: absences that begin or end, people who come or go.

    What was given to read before the portal counted by date is counted now.
    """
    counted = select(TotalCoverageCount.assignment_id)
    query = select(Assignment).where(Assignment.id.not_in(counted)).limit(UNCOUNTED_AT_ONCE)
    if uncounted := db.session.scalars(query).all():
        reconcile(db.session, uncounted)
        counts.recount_assignments(db.session, [assignment.id for assignment in uncounted])
    counts.begin_day(db.session)
    db.session.commit()


def reconcile_coverage() -> None:
    """Bring every reading period in line with the facts."""
    reconcile_everything(db.session)
    db.session.commit()


def check_receipts() -> None:
    """Verify the new receipts, once a day the whole chain, and note what was found."""
    check(db.session)
    db.session.commit()


def remind_today() -> None:
    """Remind by the schedule, once a day; what happens meanwhile waits for tomorrow."""
    if daily_run.is_due(db.session):
        daily_run.run(db.session)
        db.session.commit()
