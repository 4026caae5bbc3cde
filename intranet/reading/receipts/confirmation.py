"""Confirming: on the screen ("Tôi đã đọc và nắm được nội dung"), or entered by the clerk.

Nothing here commits.
"""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import local_day, now, today
from intranet.directives.models import Version
from intranet.directives.secrecy_check import must_be_public
from intranet.people.models import StaffMember
from intranet.reading.models import ReceiptMethod, ReceiptStep, Step
from intranet.reading.quiz.errors import NotUnderstood
from intranet.reading.quiz.questions import unanswered_questions
from intranet.reading.receipts.errors import NotReadThrough, ReasonMissing, ToldOnWrongDay
from intranet.reading.receipts.page_views import missing_pages
from intranet.reading.receipts.steps import assignment_to_read, take_steps

STEPS = (Step.OPENED, Step.READ_THROUGH, Step.CONFIRMED)


def confirm(
    session: Session, staff: StaffMember, version: Version, at: datetime | None = None
) -> ReceiptStep:
    """The confirmed step of a person; doing it twice keeps the first.

    Raises NotAddressed, ReplacedMeanwhile, AssignmentClosed, NotReadThrough while pages were never
    shown, and NotUnderstood while questions of the Office are not answered right.
    """
    assignment = assignment_to_read(session, staff, version)
    if missing := missing_pages(session, staff, version):
        raise NotReadThrough(missing)
    if unanswered_questions(session, staff, version.id):
        raise NotUnderstood
    made = take_steps(session, version, [staff], STEPS, at or now(), assignment=assignment)
    if made and made[-1].step is Step.CONFIRMED:
        audit.record(session, staff, "version.confirmed", on=version, sha256=made[-1].sha256)
        return made[-1]
    return _standing_receipt(session, staff, version)


def _standing_receipt(session: Session, staff: StaffMember, version: Version) -> ReceiptStep:
    query = select(ReceiptStep).filter_by(
        staff_id=staff.id, version_id=version.id, step=Step.CONFIRMED
    )
    return session.scalars(query).one()


def enter_receipt(
    session: Session, by: StaffMember, staff: StaffMember, version: Version,
    method: ReceiptMethod, told_on: date, reason: str,
) -> ReceiptStep:  # fmt: skip
    """The confirmed step of somebody told in a meeting or on signed paper, entered by the clerk.

    Who has confirmed already keeps that receipt. Raises ReasonMissing, ToldOnWrongDay, SecretTyped,
    NotAddressed, ReplacedMeanwhile, AssignmentClosed.
    """
    assignment = assignment_to_read(session, staff, version)
    if not reason.strip():
        raise ReasonMissing
    must_be_public(reason)
    if not local_day(assignment.assigned_at) <= told_on <= today():
        raise ToldOnWrongDay
    made = take_steps(
        session, version, [staff], [Step.CONFIRMED], now(), assignment=assignment,
        way=method, told_on=told_on, entered_by_id=by.id, reason=reason.strip(),
    )  # fmt: skip
    if not made:
        return _standing_receipt(session, staff, version)
    audit.record(
        session, by, "receipt.entered", on=version, staff=staff.id, way=method.value,
        told_on=told_on.isoformat(),
    )  # fmt: skip
    return made[0]
