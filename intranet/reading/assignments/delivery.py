"""Delivering an assignment: everybody expected gets it into their list, and a notice, once."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core.clock import now, today
from intranet.core.database import db
from intranet.directives.models import Urgency
from intranet.people.models import StaffMember
from intranet.people.notifications.notices import notify
from intranet.reading.assigned_versions import version_to_read
from intranet.reading.coverage import reading_rules
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.coverage.reconcile import reconcile
from intranet.reading.models import Assignment, ReceiptStep, Step
from intranet.reading.receipts.steps import take_steps

AT_ONCE = 500
"""How many people a transaction delivers to, so that others may write in between."""
KIND = "given"
WITH_DEADLINE = _l("Văn bản mới cần đọc: %(symbol)s, hạn %(deadline)s.")
WITHOUT = _l("Văn bản mới cần đọc: %(symbol)s.")


def deliver_assignment(assignment_id: int) -> None:
    """Put one assignment into the lists of everybody expected, some at a time."""
    assignment = db.session.get(Assignment, assignment_id)
    if assignment is None or assignment.closed_at is not None:
        return
    while steps := deliver(db.session, assignment):
        notify_readers(db.session, assignment, [step.staff_id for step in steps])
        db.session.commit()
    db.session.commit()


def deliver_what_is_lacking() -> None:
    """Deliver to whoever has not got what is asked of them."""
    lacking = select(ReadingPeriod.assignment_id).where(
        ReadingPeriod.delivered_on.is_(None), reading_rules.expected_on(today())
    )
    for assignment_id in db.session.scalars(lacking.distinct()).all():
        deliver_assignment(assignment_id)


def deliver(session: Session, assignment: Assignment) -> list[ReceiptStep]:
    """The new "delivered" steps of the next people expected who have none, joiners included."""
    waiting = (
        select(StaffMember)
        .join(ReadingPeriod, ReadingPeriod.staff_id == StaffMember.id)
        .where(ReadingPeriod.assignment_id == assignment.id, ReadingPeriod.delivered_on.is_(None))
        .where(reading_rules.expected_on(today()), StaffMember.left_on.is_(None))
        .order_by(StaffMember.id)
        .limit(AT_ONCE)
    )
    people = session.scalars(waiting).all()
    version = version_to_read(session, assignment)
    made = take_steps(session, version, people, [Step.DELIVERED], now(), assignment=assignment)
    if people and not made:
        reconcile(session, [assignment])
    return made


def notify_readers(session: Session, assignment: Assignment, people: Sequence[int]) -> list[int]:
    """The notices to those to whom an assignment was just delivered; each is told once.

    What is urgent goes out by mail at once.
    """
    directive, deadline = assignment.directive, assignment.deadline
    gaps = {"symbol": directive.symbol} | ({"deadline": deadline} if deadline else {})
    return notify(
        session, people, key=f"given:{assignment.id}", words=WITH_DEADLINE if deadline else WITHOUT,
        gaps=gaps, kind=KIND, urgent=directive.urgency is not Urgency.NORMAL,
        endpoint="directives.show", values={"directive_id": directive.id},
    )  # fmt: skip
