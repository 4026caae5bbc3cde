"""Manual receipts: the clerk enters who was told in a meeting or has signed a paper.

Nothing here commits.
"""

from datetime import date

from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import local_day, now, today
from intranet.directives.models import Version
from intranet.directives.secrecy_check import must_be_public
from intranet.people.models import StaffMember
from intranet.reading.models import ReceiptMethod, ReceiptStep, Step
from intranet.reading.receipts.confirmation import confirmed_receipt
from intranet.reading.receipts.eligibility import assignment_to_read
from intranet.reading.receipts.errors import ReasonMissing, ToldOnWrongDay
from intranet.reading.receipts.steps import StepOrigin, take_steps


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
    origin = StepOrigin(method, told_on, by.id, reason.strip())
    made = take_steps(
        session, version, [staff], [Step.CONFIRMED], now(), origin, assignment=assignment
    )
    if not made:
        return confirmed_receipt(session, staff, version)
    audit.record(
        session, by, "receipt.entered", on=version, staff=staff.id, way=method.value,
        told_on=told_on.isoformat(),
    )  # fmt: skip
    return made[0]
