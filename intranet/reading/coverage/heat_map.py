"""Directives against units: the heat map of the coverage page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Row, Select, and_, case, func, select
from sqlalchemy.orm import Session, joinedload

from intranet.core.clock import today
from intranet.directives.audience.visibility import visible_to
from intranet.directives.models import Directive
from intranet.people.models import Department, StaffMember
from intranet.people.permissions import headed_by
from intranet.people.roles import Permission, may
from intranet.reading.coverage import queries
from intranet.reading.coverage.completion_rate import CompletionRate
from intranet.reading.coverage.counts import NUMBERS
from intranet.reading.coverage.filter import CoverageFilter
from intranet.reading.coverage.models import TotalCoverageCount, UnitCoverageCount
from intranet.reading.coverage.queries import CoverageCell, CoverageCounts, added
from intranet.reading.models import Assignment

EVERYTHING = CoverageFilter()
ROWS, UNITS = 25, 16
"""How many directives and units a page of the map shows."""


@dataclass(frozen=True)
class HeatMapRow:
    """One directive: a cell for each unit shown (None where nobody is addressed), and the sum."""

    assignment: Assignment
    cells: Sequence[CoverageCell | None]
    numbers: CoverageCounts
    day: date

    @property
    def whole(self) -> CompletionRate:
        """Done and required over all units that may be watched, also those not on this page."""
        return CompletionRate(self.numbers.done, self.numbers.required)

    @property
    def overdue(self) -> bool:
        """Whether the deadline has passed and somebody is missing."""
        return self.past and self.numbers.missing > 0

    @property
    def past(self) -> bool:
        """Whether the deadline has passed."""
        deadline = self.assignment.deadline
        return deadline is not None and deadline < self.day

    @property
    def days_left(self) -> int | None:
        """Days to the deadline, negative after it."""
        deadline = self.assignment.deadline
        return (deadline - self.day).days if deadline else None


@dataclass(frozen=True)
class HeatMap:
    """A page of the map: some directives against some units.

    `total` and `overdue` count the directives of all pages, `units_total` the units.
    """

    units: Sequence[Department]
    rows: Sequence[HeatMapRow]
    total: int
    overdue: int
    units_total: int
    page: int = 1
    units_page: int = 1


def heat_map(
    session: Session, viewer: StaffMember, chosen: CoverageFilter = EVERYTHING, *, page: int = 1,
    units_page: int = 1,
) -> HeatMap:  # fmt: skip
    """Directives against units that this person may watch; late ones first, then by deadline.

    A directive that everybody has done is left out unless the finished are chosen too. The map of
    a past day is counted from the stretches, for the directives of one page only.
    """
    if chosen.day is not None:
        return _past_map(session, viewer, chosen, chosen.day, page, units_page)
    tally = _tally(viewer)
    missing = tally.expected - tally.excused - tally.done
    source = _sums(tally).where(*chosen.conditions)
    if not chosen.finished:
        source = source.where(missing > 0)
    late = and_(Assignment.deadline < today(), missing > 0)
    counted = source.with_only_columns(func.count(), func.count().filter(late))
    total, overdue = session.execute(counted).one()
    order = (
        case((late, 0), else_=1),
        Assignment.deadline.is_(None),
        Assignment.deadline.desc(),
        Assignment.id.desc(),
    )
    options = (joinedload(Assignment.directive), joinedload(Assignment.version))
    shown = session.execute(
        source.options(*options).order_by(*order).offset((page - 1) * ROWS).limit(ROWS)
    ).all()
    units = _units(session, viewer)
    here = units[(units_page - 1) * UNITS : units_page * UNITS]
    rows = _rows(session, viewer, shown, here)
    return HeatMap(here, rows, total, overdue, len(units), page, units_page)


def _tally(viewer: StaffMember) -> Any:
    # The columns of the whole agency, or of the units that this person heads, summed.
    if may(viewer.role, Permission.WATCH_ALL):
        return TotalCoverageCount.__table__.c
    sums = (func.sum(getattr(UnitCoverageCount, name)).label(name) for name in NUMBERS)
    query = select(UnitCoverageCount.assignment_id, *sums).group_by(UnitCoverageCount.assignment_id)
    return query.where(queries.watches(viewer, UnitCoverageCount.department_id)).subquery().c


def _sums(tally: Any) -> Select[Any]:
    return (
        select(Assignment, *(tally[name] for name in NUMBERS))
        .join_from(Assignment, tally.expected.table, tally.assignment_id == Assignment.id)
        .join(Directive, Directive.id == Assignment.directive_id)
        .where(tally.expected > 0)
    )


def _units(session: Session, viewer: StaffMember) -> Sequence[Department]:
    units = queries.departments(session)
    if may(viewer.role, Permission.WATCH_ALL):
        asked = _asked(session)
        return [unit for unit in units if unit.id in asked]
    return [unit for unit in units if unit.id in headed_by(viewer)]


def _asked(session: Session) -> frozenset[int]:
    # Units of which somebody is asked for anything; each found by one look into the index.
    asked = select(UnitCoverageCount.assignment_id).where(
        UnitCoverageCount.department_id == Department.id, UnitCoverageCount.expected > 0
    )
    return frozenset(session.scalars(select(Department.id).where(asked.exists())))


def _rows(
    session: Session, viewer: StaffMember, shown: Sequence[Row[Any]], units: Sequence[Department]
) -> list[HeatMapRow]:
    found = queries.cells(
        session, viewer,
        assignment_ids=[row[0].id for row in shown], department_ids=[one.id for one in units],
    )  # fmt: skip
    by_place = {(one.assignment_id, one.department_id): one for one in found}
    return [
        HeatMapRow(
            row[0], [by_place.get((row[0].id, unit.id)) for unit in units], CoverageCounts(*row[1:]),
            today(),
        )
        for row in shown
    ]  # fmt: skip


def _past_map(
    session: Session,
    viewer: StaffMember,
    chosen: CoverageFilter,
    day: date,
    page: int,
    units_page: int,
) -> HeatMap:
    asked = select(Assignment).join(Directive, Directive.id == Assignment.directive_id)
    asked = asked.where(*chosen.conditions, visible_to(viewer))
    total = session.scalar(asked.with_only_columns(func.count())) or 0
    order = (Assignment.deadline.is_(None), Assignment.deadline.desc(), Assignment.id.desc())
    options = (joinedload(Assignment.directive), joinedload(Assignment.version))
    shown = session.scalars(
        asked.options(*options).order_by(*order).offset((page - 1) * ROWS).limit(ROWS)
    ).all()
    ids = [one.id for one in shown]
    found = queries.cells(session, viewer, assignment_ids=ids, day=day) if ids else []
    here = {one.department_id for one in found}
    units = [one for one in queries.departments(session) if one.id in here]
    shown_units = units[(units_page - 1) * UNITS : units_page * UNITS]
    by_place = {(one.assignment_id, one.department_id): one for one in found}
    rows = [
        HeatMapRow(
            one, [by_place.get((one.id, unit.id)) for unit in shown_units],
            added(cell for cell in found if cell.assignment_id == one.id), day,
        )
        for one in shown
    ]  # fmt: skip
    overdue = sum(row.overdue for row in rows)
    return HeatMap(shown_units, rows, total, overdue, len(units), page, units_page)


def shade(cell: CoverageCell, past: bool) -> str:
    """The class that colours a cell: done, how far before the deadline, how many missing after."""
    if not cell.missing:
        return "heat-done"
    if past:
        return f"heat-late-{1 if cell.missing <= 2 else 2 if cell.missing <= 4 else 3}"
    quarter = 4 * cell.done // max(1, cell.required)
    return f"heat-{quarter + 1}" if quarter else ""


def curve_data(
    points: Sequence[tuple[date, int]], share: CompletionRate, assignment: Assignment
) -> dict[str, object]:
    """What the chart of one directive draws; days as dd/mm."""
    deadline = f"{assignment.deadline:%d/%m}" if assignment.deadline else None
    return {
        "days": [f"{day:%d/%m}" for day, _done in points],
        "values": [done for _day, done in points],
        "total": share.total,
        "total_label": _("Đủ %(n)s người", n=share.total),
        "deadline": deadline,
        "deadline_label": _("Hạn %(day)s", day=deadline) if deadline else None,
        "last_label": f"{share.done}/{share.total}",
    }
