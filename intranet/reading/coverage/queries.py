"""Who has read and who has not: today from the tallies, any other day from the stretches."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, select, true
from sqlalchemy.orm import Session, joinedload

from intranet.core.clock import today
from intranet.directives.models import Directive
from intranet.people.models import Department, StaffMember
from intranet.people.permissions import headed_by
from intranet.people.roles import Permission, may
from intranet.reading.coverage import counts
from intranet.reading.coverage.counts import NUMBERS
from intranet.reading.coverage.models import ReadingPeriod, TotalCoverageCount, UnitCoverageCount
from intranet.reading.models import Assignment


def watched_by(viewer: StaffMember) -> ColumnElement[bool]:
    """The condition on StaffMember that holds for those whose reading this person may see."""
    return watches(viewer, StaffMember.department_id)


def watches(viewer: StaffMember, department_id: Any) -> ColumnElement[bool]:
    """The condition on a column of units that holds where this person may see the reading."""
    if may(viewer.role, Permission.WATCH_ALL):
        return true()
    units = headed_by(viewer)
    found: ColumnElement[bool] = department_id.in_(units) if units else false()
    return found


def current() -> ColumnElement[bool]:
    """The condition on Assignment that holds for those that still ask somebody."""
    return Assignment.closed_at.is_(None)


@dataclass(frozen=True)
class CoverageCounts:
    """How many were expected, and how many of them reached what; each state counted for itself.

    `excused` are those away and not done; nobody waits for them, so `required` leaves them out.
    """

    expected: int = 0
    excused: int = 0
    delivered: int = 0
    opened: int = 0
    read: int = 0
    confirmed: int = 0
    done: int = 0
    in_time: int = 0

    @property
    def required(self) -> int:
        """How many count: expected and not excused."""
        return self.expected - self.excused

    @property
    def missing(self) -> int:
        """How many are not done and not excused."""
        return self.required - self.done


def added(cells: Iterable[CoverageCounts]) -> CoverageCounts:
    """The sum of some numbers."""
    rows = [[getattr(one, name) for name in NUMBERS] for one in cells]
    return CoverageCounts(*map(sum, zip(*rows, strict=True))) if rows else CoverageCounts()


@dataclass(frozen=True)
class CoverageCell(CoverageCounts):
    """One assignment in one unit."""

    assignment_id: int = 0
    department_id: int = 0


def cells(
    session: Session,
    viewer: StaffMember,
    assignment_id: int | None = None,
    *,
    assignment_ids: Sequence[int] | None = None,
    department_ids: Sequence[int] | None = None,
    day: date | None = None,
) -> list[CoverageCell]:
    """The numbers of assignments in units that this person may watch, today or at a day's end."""
    wanted = [assignment_id] if assignment_id is not None else assignment_ids
    source: Any = UnitCoverageCount if day is None else ReadingPeriod
    query = _today() if day is None else counts.by_cell(day)
    query = query.where(watches(viewer, source.department_id))
    if wanted is not None:
        query = query.where(source.assignment_id.in_(wanted))
    if department_ids is not None:
        query = query.where(source.department_id.in_(department_ids))
    return [
        CoverageCell(
            **dict(zip(NUMBERS, row[2:], strict=True)), assignment_id=row[0], department_id=row[1]
        )
        for row in session.execute(query)
    ]


def _today() -> Select[Any]:
    columns = [getattr(UnitCoverageCount, name) for name in NUMBERS]
    return select(UnitCoverageCount.assignment_id, UnitCoverageCount.department_id, *columns).where(
        UnitCoverageCount.expected > 0
    )


def whole(session: Session, viewer: StaffMember, day: date | None = None) -> CoverageCounts:
    """The sums of all that this person may watch, today or at a day's end."""
    if day is not None:
        counted = select(*counts.numbers(day)).where(counts.on(day))
        query = counted.where(watches(viewer, ReadingPeriod.department_id))
    else:
        wide = may(viewer.role, Permission.WATCH_ALL)
        source: Any = TotalCoverageCount if wide else UnitCoverageCount
        query = select(*(func.coalesce(func.sum(getattr(source, n)), 0) for n in NUMBERS))
        if not wide:
            query = query.where(watches(viewer, UnitCoverageCount.department_id))
    return CoverageCounts(*session.execute(query).one())


def assignment_of(session: Session, directive: Directive) -> Assignment | None:
    """The assignment that counts now for a directive, if it was given to anybody to read."""
    query = select(Assignment).where(Assignment.directive_id == directive.id, current())
    return session.scalar(query.options(joinedload(Assignment.version)))


def departments(session: Session) -> Sequence[Department]:
    """All units in their order."""
    return session.scalars(select(Department).order_by(Department.position, Department.id)).all()


def watched_stretches(viewer: StaffMember, assignment: Assignment) -> Select[Any]:
    """The stretches of an assignment today that this person may watch."""
    query = select(ReadingPeriod).where(
        ReadingPeriod.assignment_id == assignment.id, counts.on(today())
    )
    return query.where(watches(viewer, ReadingPeriod.department_id))
