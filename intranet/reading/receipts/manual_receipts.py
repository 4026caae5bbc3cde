"""Receipts that are not made by the reader on the screen, and excuses. Nothing here commits."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import local_day, now, today
from intranet.directives.models import Version
from intranet.directives.secrecy_check import must_be_public
from intranet.people.models import StaffMember
from intranet.reading.assignments.actions import asked_to_read
from intranet.reading.coverage.reconcile import reconcile
from intranet.reading.models import Assignment, Excuse, ReceiptMethod, ReceiptStep, Step
from intranet.reading.receipts.errors import ReasonMissing, ToldOnWrongDay
from intranet.reading.receipts.steps import take_steps


def enter(
    session: Session, by: StaffMember, staff: StaffMember, version: Version, way: ReceiptMethod,
    told_on: date, reason: str,
) -> ReceiptStep:  # fmt: skip
    """The confirmed step of somebody told in a meeting or on signed paper, entered by the clerk.

    Who has confirmed already keeps that receipt. Raises ReasonMissing, ToldOnWrongDay, SecretTyped,
    NotAddressed, ReplacedMeanwhile, NoLongerAsked.
    """
    assignment = asked_to_read(session, staff, version)
    if not reason.strip():
        raise ReasonMissing
    must_be_public(reason)
    if not local_day(assignment.assigned_at) <= told_on <= today():
        raise ToldOnWrongDay
    made = take_steps(
        session, version, [staff], Step.CONFIRMED, now(), way=way, told_on=told_on, by=by,
        reason=reason.strip(),
    )  # fmt: skip
    if made:
        audit.record(
            session, by, "receipt.entered", on=version, staff=staff.id, way=way.value,
            told_on=told_on.isoformat(),
        )  # fmt: skip
        return made[0]
    key = {"staff_id": staff.id, "version_id": version.id, "step": Step.CONFIRMED}
    return session.scalars(select(ReceiptStep).filter_by(**key)).one()


def excuse(
    session: Session, by: StaffMember, assignment: Assignment, staff: StaffMember, reason: str,
    since: date | None = None, until: date | None = None,
) -> Excuse:  # fmt: skip
    """That the person need not read it from a day on (default today). Raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing
    must_be_public(reason)
    day = since or today()
    key = {"assignment_id": assignment.id, "staff_id": staff.id, "since": day}
    found = session.scalar(select(Excuse).filter_by(**key))
    if found is None:
        found = Excuse(**key, entered_by_id=by.id, entered_at=now())
        session.add(found)
    found.until, found.reason = until, reason.strip()
    session.flush()
    audit.record(session, by, "excuse.given", on=assignment, staff=staff.id)
    reconcile(session, [assignment], [staff.id])
    return found


def withdraw_excuse(session: Session, by: StaffMember, excuse: Excuse) -> None:
    """Ask the person again, as if there had been no excuse; the trail keeps that there was."""
    assignment = session.get_one(Assignment, excuse.assignment_id)
    session.delete(excuse)
    session.flush()
    audit.record(session, by, "excuse.withdrawn", on=assignment, staff=excuse.staff_id)
    reconcile(session, [assignment], [excuse.staff_id])
