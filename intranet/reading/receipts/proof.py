"""The proof that a person can take away: what the sheet says, and whether it still holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, joinedload

from intranet.core import hash_chain
from intranet.core.clock import HOME
from intranet.core.current_settings import settings
from intranet.directives.models import Version
from intranet.people.models import StaffMember
from intranet.printing.official_document import Proof
from intranet.reading.models import ReceiptMethod, ReceiptStep, Step
from intranet.reading.receipts import sealed_basis
from intranet.reading.receipts.chain_verification import last_check
from intranet.reading.receipts.errors import UnknownReceipt
from intranet.reading.words import METHOD

ISOLATED = "văn bản đã cách ly"
"""What stands for the name of a directive that nobody may see any more; its receipts stay."""
SHOWN = 12
"""How many characters of a hash stand on a sheet where it is only named."""


def _confirmations(*which: ColumnElement[bool]) -> Select[ReceiptStep]:
    directive = joinedload(ReceiptStep.version).joinedload(Version.directive)
    return select(ReceiptStep).where(ReceiptStep.step == Step.CONFIRMED, *which).options(directive)


def my_receipts(session: Session, staff: StaffMember) -> Sequence[ReceiptStep]:
    """What this person has confirmed, newest first, with version and directive."""
    mine = _confirmations(ReceiptStep.staff_id == staff.id)
    return session.scalars(mine.order_by(ReceiptStep.at.desc())).all()


def my_receipt(session: Session, staff: StaffMember, number: int) -> ReceiptStep:
    """A confirmation of this person; raises UnknownReceipt for anybody else's."""
    return _known(session, ReceiptStep.staff_id == staff.id, ReceiptStep.id == number)


def _known(session: Session, *which: ColumnElement[bool]) -> ReceiptStep:
    receipt = session.scalar(_confirmations(*which))
    if receipt is None:
        raise UnknownReceipt
    return receipt


@dataclass(frozen=True)
class ReceiptVerdict:
    """What the portal says of a code: the receipt, and whether it and its place are whole.

    `checked` says whether the chain was verified up to it, `earlier` how many directives the same
    person had confirmed before. No head of the chain is told: it is the code of somebody's receipt.
    """

    receipt: ReceiptStep
    whole: bool
    checked: bool
    earlier: int


def verdict_on(session: Session, code: str) -> ReceiptVerdict:
    """What stands behind a code from a sheet. Raises UnknownReceipt."""
    receipt = _known(session, ReceiptStep.row_hash == code.strip().lower())
    last = last_check(session)
    broken = last.broken_at if last else None
    content = {name: getattr(receipt, name) for name in receipt.sealed}
    unchanged = hash_chain.hash_of(receipt.previous_hash, content) == receipt.row_hash
    rests = sealed_basis.first_changed(session, ReceiptStep.id == receipt.id) is None
    before_break = broken is None or receipt.id < broken
    earlier = select(func.count()).where(
        ReceiptStep.staff_id == receipt.staff_id, ReceiptStep.step == Step.CONFIRMED,
        ReceiptStep.id < receipt.id,
    )  # fmt: skip
    return ReceiptVerdict(
        receipt,
        unchanged and before_break and _is_linked(session, receipt) and rests,
        last is not None and last.last_id >= receipt.id,
        session.scalar(earlier) or 0,
    )


def _is_linked(session: Session, receipt: ReceiptStep) -> bool:
    if receipt.previous_hash == hash_chain.START:
        return True
    previous = select(ReceiptStep.id).where(ReceiptStep.row_hash == receipt.previous_hash)
    return session.scalar(previous) is not None


def proof_of(receipt: ReceiptStep, address: str) -> Proof:
    """The sheet about one directive; `address` is where its code is looked up."""
    directive = receipt.version.directive
    issued = f" ngày {directive.issued_on:%d/%m/%Y}" if directive.issued_on else ""
    named = f"{directive.symbol}{issued}, {directive.headline}"
    named = ISOLATED if directive.isolated_at else named
    return _sheet(
        receipt.staff,
        "Cổng đọc văn bản xác nhận người có tên dưới đây đã đọc và nắm được nội dung văn bản.",
        [
            ("Văn bản", named),
            ("Bản", f"{receipt.version.number}, mã tệp gốc (SHA-256) {receipt.sha256}"),
            ("Xác nhận lúc", f"{receipt.at.astimezone(HOME):%H:%M ngày %d/%m/%Y}"),
            ("Hình thức", how(receipt)),
        ],
        receipt.row_hash,
        address,
    )


def how(receipt: ReceiptStep) -> str:
    """By which way the person was told, with day and reason where the clerk entered it."""
    words = str(METHOD[receipt.way])
    if receipt.way is not ReceiptMethod.SCREEN and receipt.told_on:
        words += f", ngày {receipt.told_on:%d/%m/%Y}"
    return f"{words}; {receipt.reason}" if receipt.reason else words


def proof_of_all(staff: StaffMember, receipts: Sequence[ReceiptStep], address: str) -> Proof:
    """The sheet about everything that a person has confirmed, newest first."""
    facts = [
        (
            f"{receipt.at.astimezone(HOME):%d/%m/%Y %H:%M}",
            f"{_symbol(receipt)}, bản {receipt.version.number}; {how(receipt)}; "
            f"mã {receipt.row_hash[:SHOWN]}",
        )
        for receipt in receipts
    ]
    said = "Cổng đọc văn bản xác nhận người có tên dưới đây đã đọc và nắm được nội dung "
    said += f"{len(receipts)} văn bản sau đây."
    return _sheet(staff, said, facts, receipts[0].row_hash, address)


def _symbol(receipt: ReceiptStep) -> str:
    directive = receipt.version.directive
    return ISOLATED if directive.isolated_at else directive.symbol


def _sheet(
    staff: StaffMember, said: str, facts: list[tuple[str, str]], code: str, address: str
) -> Proof:
    who = [("Họ và tên", staff.full_name), ("Đơn vị", staff.department.name)]
    return Proof(
        body=settings().agency_name.upper(),
        title="GIẤY XÁC NHẬN ĐÃ ĐỌC VĂN BẢN",
        statement=said,
        facts=[*who, *facts],
        address=address,
        check=("Quét mã hoặc mở địa chỉ dưới đây trong cổng để kiểm tra:", address,
               f"Mã biên nhận: {code}"),
    )  # fmt: skip
