"""Whether what receipts rest on is still as they have sealed it: deadline, day, file, name.

A deadline that the office changed stands in the chained audit trail, with the newest receipt that
had sealed the one before.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from intranet.core.audit import AuditEntry
from intranet.directives.file_models import StoredFile
from intranet.directives.models import Version
from intranet.people.models import StaffMember
from intranet.reading.models import Assignment, ReceiptStep
from intranet.reading.retention import RETIRED

SEALS_BASIS = ReceiptStep.form >= 3
CHANGED = "assignment.changed"
CHUNK = 1000
NOT_CHANGED = object()
FormerDeadlines = dict[int, list[tuple[int, date | None]]]


@dataclass(frozen=True)
class BasisChange:
    """One receipt whose ground was changed behind it; `words` says what."""

    receipt_id: int
    kind: str
    words: str


def first_changed(session: Session, *which: ColumnElement[bool]) -> BasisChange | None:
    """The first of these receipts (default: of all) that no longer rests on what it sealed."""
    return _first_changed_fact(session, *which) or _first_changed_name(session, *which)


def _first_changed_fact(session: Session, *which: ColumnElement[bool]) -> BasisChange | None:
    given = ReceiptStep.assignment_id.is_not(None)
    lost = and_(SEALS_BASIS, given, Assignment.id.is_(None))
    deadline = and_(SEALS_BASIS, given, ReceiptStep.deadline.is_distinct_from(Assignment.deadline))
    published = and_(SEALS_BASIS, ReceiptStep.published_at.is_distinct_from(Version.published_at))
    kinds = {
        "sha256": (ReceiptStep.sha256 != StoredFile.sha256, "mã tệp gốc của văn bản"),
        "assignment": (lost, "lần giao đọc"),
        "deadline": (deadline, "hạn đọc của văn bản"),
        "published_at": (published, "thời điểm phát hành văn bản"),
    }
    rows = session.execute(
        select(
            ReceiptStep.id, ReceiptStep.assignment_id, ReceiptStep.deadline.label("sealed"),
            *(test.label(kind) for kind, (test, _words) in kinds.items()),
        )
        .join(Version, Version.id == ReceiptStep.version_id)
        .join(StoredFile, StoredFile.id == Version.file_id)
        .outerjoin(Assignment, Assignment.id == ReceiptStep.assignment_id)
        .where(or_(*(test for test, _words in kinds.values())), *which)
        .order_by(ReceiptStep.id)
        .execution_options(yield_per=CHUNK)
    )  # fmt: skip
    former: FormerDeadlines | None = None
    for row in rows:
        wrong = [kind for kind in kinds if getattr(row, kind)]
        if "deadline" in wrong:
            former = former or _former_deadlines(session)
            if row.sealed == _deadline_then(former.get(row.assignment_id, ()), row.id):
                wrong.remove("deadline")
        if wrong:
            rows.close()
            said = f"niêm phong {kinds[wrong[0]][1]} khác với nay: nơi đó đã bị sửa"
            return BasisChange(row.id, wrong[0], f"Biên nhận {row.id} {said}")
    return None


def _former_deadlines(session: Session) -> FormerDeadlines:
    """assignment → (the newest receipt that sealed it, the deadline until then), oldest first."""
    entries = select(AuditEntry.thing_id, AuditEntry.detail).where(AuditEntry.act == CHANGED)
    former: FormerDeadlines = defaultdict(list)
    for assignment_id, detail in session.execute(entries.order_by(AuditEntry.id)):
        if "deadline" in detail:
            day = detail["deadline"][0]
            former[assignment_id].append(
                (detail["sealed_until"], date.fromisoformat(day) if day else None)
            )
    return former


def _deadline_then(
    former: Iterable[tuple[int, date | None]], receipt_id: int
) -> date | object | None:
    """The deadline that held when a receipt was made; NOT_CHANGED where that is today's."""
    return next((day for until, day in former if receipt_id <= until), NOT_CHANGED)


def _first_changed_name(session: Session, *which: ColumnElement[bool]) -> BasisChange | None:
    """The newest receipt of a person who bears another name now, without a line in the trail."""
    for receipt, staff in session.execute(_newest_of_each(*which)):
        if receipt.name_digest != staff.name_digest and not _renamed(session, receipt, staff):
            words = (
                f"Biên nhận {receipt.id} niêm phong tên của người số {staff.id} khác với nay "
                f"({staff.full_name}), nhật ký không ghi lần đổi tên nào: tên đã bị sửa"
            )
            return BasisChange(receipt.id, "name", words)
    return None


def _newest_of_each(*which: ColumnElement[bool]) -> Select[ReceiptStep, StaffMember]:
    newest = select(func.max(ReceiptStep.id)).where(SEALS_BASIS, *which)
    newest = newest.group_by(ReceiptStep.staff_id)
    receipt = aliased(ReceiptStep)
    pairs = select(receipt, StaffMember).join(StaffMember, StaffMember.id == receipt.staff_id)
    return pairs.where(receipt.id.in_(newest)).order_by(receipt.id)


def _renamed(session: Session, receipt: ReceiptStep, staff: StaffMember) -> bool:
    """Whether the trail knows, after the receipt, that the person got this name."""
    changes = select(AuditEntry).where(
        AuditEntry.act.in_(("staff.changed", RETIRED)), AuditEntry.at >= receipt.at
    )
    for entry in session.scalars(changes.order_by(AuditEntry.id.desc())):
        if entry.act == RETIRED and staff.id in entry.detail.get("staff", ()):
            return True
        if (entry.thing, entry.thing_id) == (StaffMember.__tablename__, staff.id):
            names = entry.detail.get("full_name")
            if names:
                return bool(names[1] == staff.full_name)
    return False
