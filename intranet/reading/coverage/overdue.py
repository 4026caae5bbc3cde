"""What is overdue today: directives and units in which somebody missed an own deadline."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from intranet.core.clock import today
from intranet.people.models import Department, StaffMember
from intranet.reading.coverage import reading_rules
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.coverage.readers import WaitingFilter, waiting_periods
from intranet.reading.models import Assignment


@dataclass(frozen=True)
class OverdueCell:
    """One directive in one unit: how many people missed their deadline, the earliest of those."""

    assignment_id: int
    department: Department
    people: int
    first_deadline: date


@dataclass(frozen=True)
class OverdueUnit:
    """One unit: how many directives are overdue there, with how many readings."""

    department: Department
    directives: int
    readings: int


@dataclass(frozen=True)
class OverdueDirective:
    """One directive: how many people are late with it, for how long, and in which units."""

    assignment: Assignment
    people: int
    days_late: int
    units: Sequence[tuple[Department, int]]


@dataclass(frozen=True)
class Overdue:
    """All overdue cells that somebody may watch."""

    cells: Sequence[OverdueCell]

    @cached_property
    def by_directive(self) -> dict[int, list[OverdueCell]]:
        """The cells of each assignment, that with most people first, then the longest overdue."""
        cells: dict[int, list[OverdueCell]] = defaultdict(list)
        for cell in self.cells:
            cells[cell.assignment_id].append(cell)
        worst = sorted(cells.items(), key=lambda each: (-_people(each[1]), _first(each[1])))
        return dict(worst)

    @property
    def directives(self) -> int:
        """How many directives are overdue."""
        return len(self.by_directive)

    @property
    def units(self) -> int:
        """In how many units."""
        return len({cell.department.id for cell in self.cells})

    @property
    def readings(self) -> int:
        """With how many readings, each person and directive counted."""
        return _people(self.cells)


def _people(cells: Sequence[OverdueCell]) -> int:
    return sum(cell.people for cell in cells)


def _first(cells: Sequence[OverdueCell]) -> date:
    return min(cell.first_deadline for cell in cells)


def overdue(session: Session, viewer: StaffMember, whom: WaitingFilter | None = None) -> Overdue:
    """Where watched people have missed their own deadlines today, as far as the viewer may see."""
    first: Any = func.min(ReadingPeriod.deadline)  # never None: who is late has a deadline
    columns = (ReadingPeriod.assignment_id, Department, func.count(), first)
    rows = session.execute(
        waiting_periods(viewer, whom or WaitingFilter())
        .where(reading_rules.late_on(today()))
        .join(Department, Department.id == ReadingPeriod.department_id)
        .with_only_columns(*columns)
        .group_by(ReadingPeriod.assignment_id, Department.id)
    )
    return Overdue([OverdueCell(*row) for row in rows])


def overdue_units(found: Overdue) -> list[OverdueUnit]:
    """The units in which something is overdue, that with most readings first."""
    cells: dict[Department, list[OverdueCell]] = defaultdict(list)
    for cell in found.cells:
        cells[cell.department].append(cell)
    units = [OverdueUnit(unit, len(those), _people(those)) for unit, those in cells.items()]
    return sorted(units, key=lambda unit: (-unit.readings, unit.department.position))


def overdue_directives(session: Session, found: Overdue, limit: int) -> list[OverdueDirective]:
    """The worst of the overdue directives, each with the units in which somebody is late."""
    worst = list(found.by_directive.items())[:limit]
    ids = [number for number, _cells in worst]
    query = select(Assignment).where(Assignment.id.in_(ids))
    rows = session.scalars(query.options(joinedload(Assignment.directive)))
    assignments = {assignment.id: assignment for assignment in rows}
    return [
        OverdueDirective(
            assignments[number],
            _people(cells),
            (today() - _first(cells)).days,
            [(cell.department, cell.people) for cell in cells],
        )
        for number, cells in worst
    ]
