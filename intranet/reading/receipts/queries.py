"""The receipts of one person."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from intranet.directives.models import Version
from intranet.people.models import StaffMember
from intranet.reading.models import ReceiptStep, Step
from intranet.reading.receipts.errors import UnknownReceipt


def confirmations() -> Select[ReceiptStep]:
    """Confirmations, with version and directive."""
    directive = joinedload(ReceiptStep.version).joinedload(Version.directive)
    return select(ReceiptStep).where(ReceiptStep.step == Step.CONFIRMED).options(directive)


def my_receipts(session: Session, staff: StaffMember) -> Sequence[ReceiptStep]:
    """What this person has confirmed, newest first, with version and directive."""
    mine = confirmations().where(ReceiptStep.staff_id == staff.id)
    return session.scalars(mine.order_by(ReceiptStep.at.desc())).all()


def my_receipt(session: Session, staff: StaffMember, number: int) -> ReceiptStep:
    """A confirmation of this person; raises UnknownReceipt for anybody else's."""
    mine = confirmations().where(ReceiptStep.staff_id == staff.id, ReceiptStep.id == number)
    receipt = session.scalar(mine)
    if receipt is None:
        raise UnknownReceipt
    return receipt
