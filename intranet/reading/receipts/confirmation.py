"""Confirming on the screen: "Tôi đã đọc và nắm được nội dung". Nothing here commits."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import now
from intranet.directives.models import Version
from intranet.people.models import StaffMember
from intranet.reading.models import ReceiptStep, Step
from intranet.reading.quiz.errors import NotUnderstood
from intranet.reading.quiz.questions import unanswered_questions
from intranet.reading.receipts.eligibility import assignment_to_read
from intranet.reading.receipts.errors import NotReadThrough
from intranet.reading.receipts.page_views import missing_pages
from intranet.reading.receipts.steps import take_steps

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
    return confirmed_receipt(session, staff, version)


def confirmed_receipt(session: Session, staff: StaffMember, version: Version) -> ReceiptStep:
    """The confirmation of a version that a person has made before."""
    query = select(ReceiptStep).filter_by(
        staff_id=staff.id, version_id=version.id, step=Step.CONFIRMED
    )
    return session.scalars(query).one()
