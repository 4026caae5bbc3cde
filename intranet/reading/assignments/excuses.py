"""Excuses: that one person need not read one directive, with a reason. Nothing here commits."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import now, today
from intranet.directives.secrecy_check import must_be_public
from intranet.people.models import StaffMember
from intranet.reading.coverage.reconcile import reconcile
from intranet.reading.models import Assignment, Excuse
from intranet.reading.receipts.errors import ReasonMissing


def excuse(
    session: Session, by: StaffMember, assignment: Assignment, staff: StaffMember, reason: str,
    since: date | None = None, until: date | None = None,
) -> Excuse:  # fmt: skip
    """That the person need not read it from a day on (default today). Raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing
    must_be_public(reason)
    key = {"assignment_id": assignment.id, "staff_id": staff.id, "since": since or today()}
    given = session.scalar(select(Excuse).filter_by(**key))
    if given is None:
        given = Excuse(**key, entered_by_id=by.id, entered_at=now())
        session.add(given)
    given.until, given.reason = until, reason.strip()
    session.flush()
    audit.record(session, by, "excuse.given", on=assignment, staff=staff.id)
    reconcile(session, [assignment], [staff.id])
    return given


def excuses_of(session: Session, assignment: Assignment, staff: StaffMember) -> Sequence[Excuse]:
    """The excuses of one person from one assignment, in order."""
    query = select(Excuse).filter_by(assignment_id=assignment.id, staff_id=staff.id)
    return session.scalars(query.order_by(Excuse.since)).all()


def withdraw_excuse(session: Session, by: StaffMember, excuse: Excuse) -> None:
    """Ask the person again, as if there had been no excuse; the trail keeps that there was."""
    assignment = session.get_one(Assignment, excuse.assignment_id)
    session.delete(excuse)
    session.flush()
    audit.record(session, by, "excuse.withdrawn", on=assignment, staff=excuse.staff_id)
    reconcile(session, [assignment], [excuse.staff_id])
