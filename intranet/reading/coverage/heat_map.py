"""Directives against units: the heat map of the coverage page. Its colours: heat_map_levels.py."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.orm import Session, joinedload

from intranet.core.clock import today
from intranet.directives.audience.visibility import visible_to
from intranet.directives.models import Directive
from intranet.people.models import Department, StaffMember
from intranet.people.organization.departments import departments
from intranet.people.permissions import Permission, headed_by, may
from intranet.reading.coverage import counts
from intranet.reading.coverage.counts import CoverageCounts
from intranet.reading.coverage.filter import CoverageFilter
from intranet.reading.coverage.models import TotalCoverageCount, UnitCoverageCount
from intranet.reading.coverage.queries import UnitCounts, unit_counts, watches
from intranet.reading.models import Assignment

EVERYTHING = CoverageFilter()
ROWS, UNITS = 25, 16
"""How many directives and units a page of the map shows."""


@dataclass(frozen=True)
class HeatMapRow:
    """One directive: a cell for each unit shown (None where nobody is addressed), and the sum.

    The sum is of all units that may be watched, also those not on this page.
    """

    assignment: Assignment
    cells: Sequence[UnitCounts | None]
    counts: CoverageCounts
    day: date

    @property
    def overdue(self) -> bool:
        """Whether the deadline has passed and somebody is missing."""
        return self.past and self.counts.missing > 0

    @property
    def past(self) -> bool:
        """Whether the deadline has passed."""
        return self.days_late > 0

    @property
    def days_late(self) -> int:
        """Days since the deadline; 0 before it."""
        return max(0, -(self.days_left or 0))

    @property
    def days_left(self) -> int | None:
        """Days to the deadline, negative after it; None without one."""
        deadline = self.assignment.deadline
        return (deadline - self.day).days if deadline else None


@dataclass(frozen=True)
class HeatMap:
    """A page of the map: some directives against some units.

    `total` counts the directives of all pages, `units_total` the units.
    """

    units: Sequence[Department]
    rows: Sequence[HeatMapRow]
    total: int
    units_total: int


def heat_map(
    session: Session, viewer: StaffMember, chosen: CoverageFilter = EVERYTHING, *, page: int = 1,
    units_page: int = 1,
) -> HeatMap:  # fmt: skip
    """Directives against units that this person may watch; late ones first, then by deadline.

    A directive that everybody has done is left out unless the finished are chosen too. The map of
    a past day is counted from the reading periods, for the directives of one page only.
    """
    drawn = _map_of_past if chosen.day else _map_of_today
    return drawn(session, viewer, chosen, page, slice((units_page - 1) * UNITS, units_page * UNITS))


def _map_of_today(
    session: Session, viewer: StaffMember, chosen: CoverageFilter, page: int, columns: slice
) -> HeatMap:
    stored = _stored_totals(viewer)
    missing = stored.expected - stored.excused - stored.done
    source = (
        select(Assignment, *counts.stored(stored))
        .join_from(Assignment, stored.expected.table, stored.assignment_id == Assignment.id)
        .join(Directive, Directive.id == Assignment.directive_id)
        .where(stored.expected > 0, *chosen.conditions, *([] if chosen.finished else [missing > 0]))
    )
    late = and_(Assignment.deadline < today(), missing > 0)
    ordered = source.add_columns(func.count().over())
    shown = session.execute(_page(ordered.order_by(case((late, 0), else_=1)), page)).all()
    # A page beyond the last has no row that could tell.
    total = shown[0][-1] if shown else session.scalar(source.with_only_columns(func.count())) or 0
    units = watched_units(session, viewer)
    here = units[columns]
    cells = unit_counts(
        session, viewer,
        assignment_ids=[row[0].id for row in shown], department_ids=[unit.id for unit in here],
    )  # fmt: skip
    sums = ((row[0], CoverageCounts(*row[1:-1])) for row in shown)
    return HeatMap(here, _rows(sums, cells, here, today()), total, len(units))


def _stored_totals(viewer: StaffMember) -> Any:
    # The columns of the whole agency, or of the units that this person heads, summed.
    if may(viewer.role, Permission.WATCH_ALL):
        return TotalCoverageCount.__table__.c
    u = UnitCoverageCount
    sums = (
        column.label(name) for name, column in zip(counts.COUNTED, counts.summed(u), strict=True)
    )
    query = select(u.assignment_id, *sums).group_by(u.assignment_id)
    return query.where(watches(viewer, u.department_id)).subquery().c


def _page(query: Select[*tuple[Any, ...]], page: int) -> Select[*tuple[Any, ...]]:
    order = (Assignment.deadline.is_(None), Assignment.deadline.desc(), Assignment.id.desc())
    options = (joinedload(Assignment.directive), joinedload(Assignment.version))
    return query.options(*options).order_by(*order).offset((page - 1) * ROWS).limit(ROWS)


def watched_units(session: Session, viewer: StaffMember) -> list[Department]:
    """The units that this person heads, or all of which somebody is asked for anything."""
    u, query = UnitCoverageCount, select(Department).order_by(Department.position, Department.id)
    if not may(viewer.role, Permission.WATCH_ALL):
        query = query.where(Department.id.in_(headed_by(viewer)))
    else:  # one look into the index for each unit
        asked = select(u.assignment_id).where(u.department_id == Department.id, u.expected > 0)
        query = query.where(asked.exists())
    return list(session.scalars(query))


def _rows(
    sums: Iterable[tuple[Assignment, CoverageCounts]], cells: Sequence[UnitCounts],
    units: Sequence[Department], day: date,
) -> list[HeatMapRow]:  # fmt: skip
    by_place = {(cell.assignment_id, cell.department_id): cell for cell in cells}
    return [
        HeatMapRow(
            assignment, [by_place.get((assignment.id, unit.id)) for unit in units], total, day
        )
        for assignment, total in sums
    ]


def _map_of_past(
    session: Session, viewer: StaffMember, chosen: CoverageFilter, page: int, columns: slice
) -> HeatMap:
    asked = select(Assignment).join(Directive, Directive.id == Assignment.directive_id)
    asked = asked.where(*chosen.conditions, visible_to(viewer))
    total = session.scalar(asked.with_only_columns(func.count())) or 0
    shown = session.scalars(_page(asked, page)).all()
    ids = [assignment.id for assignment in shown]
    cells = unit_counts(session, viewer, assignment_ids=ids, day=chosen.day) if ids else []
    here = {cell.department_id for cell in cells}
    units = [unit for unit in departments(session) if unit.id in here]
    sums = (
        (task, counts.add_up(cell for cell in cells if cell.assignment_id == task.id))
        for task in shown
    )
    rows = _rows(sums, cells, units[columns], chosen.as_of)
    return HeatMap(units[columns], rows, total, len(units))
