"""What the worker does for reading."""

from sqlalchemy import select

from intranet.core.clock import today
from intranet.core.database import db
from intranet.reading.assignments import actions
from intranet.reading.assignments.notices import tell_given
from intranet.reading.coverage import counts
from intranet.reading.coverage.models import ReadingPeriod, TotalCoverageCount
from intranet.reading.coverage.reconcile import reconcile
from intranet.reading.models import Assignment
from intranet.reading.receipts.chain_verification import check
from intranet.reading.reminders import daily_run

UNCOUNTED_AT_ONCE = 50




def deliver(assignment_id: int) -> None:
    """Put one assignment into the lists of everybody expected, some at a time."""
    found = db.session.get(Assignment, assignment_id)
    if found is None or found.closed_at is not None:
        return
    while made := actions.deliver(db.session, found, most=actions.AT_ONCE):
        tell_given(db.session, found, [step.staff_id for step in made])
        db.session.commit()
    db.session.commit()


def sweep_deliveries() -> None:
    """Deliver to whoever has not got what is asked of them."""
    lacking = select(ReadingPeriod.assignment_id).where(
        ReadingPeriod.delivered_on.is_(None), counts.on(today())
    )
    for assignment_id in db.session.scalars(lacking.distinct()).all():
        deliver(assignment_id)


def begin_day() -> None:
    """Count anew what a new day changes: absences that begin or end, people who come or go.

    What was given to read before the portal counted by date is counted now.
    """
    uncounted = select(Assignment).where(
        Assignment.id.not_in(select(TotalCoverageCount.assignment_id))
    )
    if some := db.session.scalars(uncounted.limit(UNCOUNTED_AT_ONCE)).all():
        reconcile(db.session, some)
        counts.recount_assignments(db.session, [one.id for one in some])
    counts.roll(db.session)
    db.session.commit()


def reconcile_everything() -> None:
    """Bring every stretch in line with the facts."""
    actions.reconcile_everything(db.session)
    db.session.commit()


def check_receipts() -> None:
    """Walk along the new receipts, once a day along all, and note what was found."""
    check(db.session)
    db.session.commit()


def remind_today() -> None:
    """Remind by plan, once a day; what happens meanwhile waits for tomorrow."""
    if daily_run.is_due(db.session):
        daily_run.run(db.session)
        db.session.commit()
