"""The register of incoming papers (sổ đăng ký văn bản đến, Decree 30/2020, annex IV)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from intranet.core.clock import local_day
from intranet.directives.audience.visibility import visible_to
from intranet.directives.models import AudienceEntry, Directive
from intranet.language.bodies.document_types import TYPE_NAMES
from intranet.language.bodies.levels import Level
from intranet.people.models import StaffMember
from intranet.people.roles import ROLE_WORDS
from intranet.printing.values import Align, Appendix, Cell, Column
from intranet.programme.reports.models import ArrivalNumber
from intranet.reading.coverage.models import TotalCoverageCount
from intranet.reading.models import Assignment

C = Align.CENTRE
COLUMNS = (
    Column("Ngày đến", 2.1, C), Column("Số đến", 1.1, C), Column("Tác giả", 2.8),
    Column("Số, ký hiệu", 2.6), Column("Ngày tháng", 2.1, C),
    Column("Tên loại và trích yếu nội dung", 6.5), Column("Đơn vị hoặc người nhận", 3),
    Column("Ngày chuyển", 2.1, C), Column("Ký nhận", 1.5, C), Column("Ghi chú", 1.8),
)  # fmt: skip
NOTE = "Ký nhận: số người đã xác nhận trên cổng trên số người nhận."


@dataclass(frozen=True)
class Entry:
    """One line of the register; `confirmed` of `expected` people have signed for it here."""

    directive: Directive
    number: int | None
    confirmed: int
    expected: int

    @property
    def what(self) -> str:
        """The kind in words and the subject."""
        kind = TYPE_NAMES.get(self.directive.kind, "") if self.directive.kind else ""
        return ". ".join(one for one in (kind, self.directive.headline) if one)

    @property
    def whom(self) -> str:
        """The units and people it went to."""
        return addressees(self.directive.audience)

    @property
    def passed_on(self) -> date:
        """The day on which it was passed on."""
        return local_day(self.directive.published_at)

    @property
    def signed(self) -> str:
        """ "12/14", or nothing where nobody was asked to read it."""
        return f"{self.confirmed}/{self.expected}" if self.expected else ""


def entries(
    session: Session, viewer: StaffMember, since: date, until: date, *, offset: int = 0,
    limit: int | None = None,
) -> list[Entry]:  # fmt: skip
    """What came in these days (both included) and this person may see, in the order of arrival."""
    load = selectinload(Directive.audience)
    rows = session.execute(
        _came(viewer, since, until)
        .options(
            joinedload(Directive.issuing_body), load.joinedload(AudienceEntry.department),
            load.joinedload(AudienceEntry.staff), load.joinedload(AudienceEntry.group),
        )
        .order_by(Directive.received_on, ArrivalNumber.number, Directive.id)
        .offset(offset)
        .limit(limit)
    ).all()  # fmt: skip
    signed = _signed(session, [row[0].id for row in rows])
    return [Entry(one, number, *signed.get(one.id, (0, 0))) for one, number in rows]


def count_entries(session: Session, viewer: StaffMember, since: date, until: date) -> int:
    """How many lines these days have."""
    query = _came(viewer, since, until).with_only_columns(func.count())
    return session.scalar(query) or 0


def _came(viewer: StaffMember, since: date, until: date) -> Select[Directive, int]:
    return (
        select(Directive, ArrivalNumber.number)
        .outerjoin(ArrivalNumber)
        .where(visible_to(viewer), Directive.level != Level.AGENCY)
        .where(Directive.received_on.between(since, until))
    )


def _signed(session: Session, ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    rows = session.execute(
        select(Assignment.directive_id, TotalCoverageCount.confirmed, TotalCoverageCount.expected)
        .join(TotalCoverageCount, TotalCoverageCount.assignment_id == Assignment.id)
        .where(Assignment.directive_id.in_(ids), Assignment.closed_at.is_(None))
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def addressees(audience: Sequence[AudienceEntry]) -> str:
    """An audience in words: "Văn phòng; trừ Lý Thu Hằng"."""
    to = [_name(one) for one in audience if not one.excluded]
    left_out = [_name(one) for one in audience if one.excluded]
    told = ", ".join(to)
    return f"{told}; trừ {', '.join(left_out)}" if left_out else told


def _name(one: AudienceEntry) -> str:
    if one.is_everybody:
        return "Toàn cơ quan"
    if one.department:
        return one.department.name
    if one.staff:
        return one.staff.full_name
    if one.group:
        return one.group.name
    return one.title or (str(ROLE_WORDS[one.role]) if one.role else "")


def table(found: Sequence[Entry], since: date, until: date) -> Appendix:
    """The register of these days as a table for Word and spreadsheets."""
    rows = tuple(_row(one) for one in found)
    title = f"SỔ ĐĂNG KÝ VĂN BẢN ĐẾN (từ ngày {since:%d/%m/%Y} đến ngày {until:%d/%m/%Y})"
    return Appendix("Sổ văn bản đến", title, COLUMNS, rows, (NOTE,))


def _row(one: Entry) -> tuple[Cell, ...]:
    paper = one.directive
    return (
        paper.received_on, one.number, paper.issuing_body.name, paper.symbol,
        paper.issued_on or "", one.what, one.whom, one.passed_on, one.signed, "",
    )  # fmt: skip
