"""The readers of an assignment and how far each is, and what is waited for of anybody."""

import enum
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session, joinedload

from intranet.core.clock import today
from intranet.directives.audience.visibility import visible_to
from intranet.directives.models import Directive
from intranet.people.models import Department, StaffMember
from intranet.reading.assigned_versions import versions_of
from intranet.reading.coverage import counts, reading_rules
from intranet.reading.coverage.counts import CoverageCounts
from intranet.reading.coverage.filter import CoverageFilter
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.coverage.queries import watches
from intranet.reading.models import Assignment, ReceiptStep, Step


class ReaderState(enum.Enum):
    """Which of the readers of an assignment are looked at; the value is how an address says it."""

    MISSING = "chua-xong"
    DONE = "da-xong"
    EXCUSED = "duoc-mien"


HOLDS = {
    ReaderState.MISSING: reading_rules.missing_on,
    ReaderState.DONE: reading_rules.done_by,
    ReaderState.EXCUSED: reading_rules.excused_on,
}
"""The rule of each state, at the end of a day."""


@dataclass(frozen=True)
class ReadingProgress:
    """How far one person is with one assignment."""

    assignment: Assignment
    period: ReadingPeriod

    @property
    def step(self) -> Step:
        """The furthest step."""
        return reading_rules.furthest_step(self.period)

    @property
    def done(self) -> bool:
        """Whether nothing is left to do."""
        return self.period.done_on is not None

    @property
    def excused(self) -> bool:
        """Whether the person is away or excused, and not done."""
        return self.period.excused and not self.done

    @property
    def days_left(self) -> int | None:
        """Days to the own deadline, negative after it; None without a deadline."""
        return (self.period.deadline - today()).days if self.period.deadline else None

    @property
    def days_late(self) -> int:
        """Days since the own deadline while something is left; 0 before it and for excused."""
        return 0 if self.done or self.excused else max(0, -(self.days_left or 0))


@dataclass(frozen=True)
class AssignedReader(ReadingProgress):
    """One person of an assignment, for those who watch it."""

    staff: StaffMember
    opened_at: datetime | None = None
    confirmed_at: datetime | None = None


@dataclass(frozen=True)
class WaitingFilter:
    """Of whom is waited for: some directives, one unit, some people; None means all of them.

    `among` narrows to directives by their level, body, topic and time of giving.
    """

    assignment_ids: Collection[int] | None = None
    department_id: int | None = None
    staff_ids: Collection[int] | None = None
    among: CoverageFilter | None = None

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """What holds for the periods that are meant."""
        period = ReadingPeriod
        named = {period.assignment_id: self.assignment_ids, period.staff_id: self.staff_ids}
        chosen = [column.in_(ids) for column, ids in named.items() if ids is not None]
        unit = [] if self.department_id is None else [period.department_id == self.department_id]
        return [*chosen, *unit, *(self.among.conditions if self.among else ())]


def readers(
    session: Session, viewer: StaffMember, assignment: Assignment, *,
    department_id: int | None = None, state: ReaderState | None = None,
    staff_ids: Collection[int] | None = None, timed: bool = True, offset: int = 0,
    limit: int | None = None,
) -> list[AssignedReader]:  # fmt: skip
    """Watched people of an assignment today, who is not done first, then by unit and name.

    `timed` tells also when each opened and confirmed it.
    """
    whom = WaitingFilter([assignment.id], department_id, staff_ids)
    query = _readers(viewer).where(*whom.conditions)
    if state is not None:
        query = query.where(HOLDS[state](today()))
    query = query.join(Department, Department.id == ReadingPeriod.department_id).order_by(
        ReadingPeriod.done_on.is_not(None), Department.position, Department.id,
        StaffMember.full_name, StaffMember.id,
    )  # fmt: skip
    rows = session.execute(query.offset(offset).limit(limit)).all()
    ids = [staff.id for _assignment, _period, staff in rows]
    times = _times(session, assignment, ids) if timed else {}
    return [AssignedReader(*row, *times.get(row[2].id, ())) for row in rows]


def readings_of(
    session: Session, viewer: StaffMember, staff: StaffMember, state: ReaderState, *,
    offset: int = 0, limit: int | None = None,
) -> list[AssignedReader]:  # fmt: skip
    """What one watched person has done or is excused from, the newest first."""
    query = (
        _of_person(viewer, staff)
        .with_only_columns(Assignment, ReadingPeriod, StaffMember)
        .where(HOLDS[state](today()))
        .options(joinedload(Assignment.directive))
        .order_by(ReadingPeriod.done_at.desc(), Assignment.id.desc())
    )
    return [AssignedReader(*row) for row in session.execute(query.offset(offset).limit(limit))]


def counts_of(session: Session, viewer: StaffMember, staff: StaffMember) -> CoverageCounts:
    """How far one watched person is with all that was given to them to read."""
    query = _of_person(viewer, staff).with_only_columns(*counts.counted_on(today()))
    return CoverageCounts(*session.execute(query).one())


def _of_person(viewer: StaffMember, staff: StaffMember) -> Select[*tuple[Any, ...]]:
    asked = _readers(viewer).join(Directive, Directive.id == Assignment.directive_id)
    open_ones = asked.where(Assignment.closed_at.is_(None), visible_to(viewer))
    return open_ones.where(ReadingPeriod.staff_id == staff.id)


def waiting(session: Session, viewer: StaffMember, whom: WaitingFilter) -> list[AssignedReader]:
    """What is waited for of watched people, as far as the viewer may see it, the latest first."""
    query = (
        waiting_periods(viewer, whom)
        .with_only_columns(Assignment, ReadingPeriod, StaffMember)
        .join(StaffMember, StaffMember.id == ReadingPeriod.staff_id)
        .options(joinedload(Assignment.directive))
        .order_by(ReadingPeriod.deadline.is_(None), ReadingPeriod.deadline, ReadingPeriod.id)
    )
    return [AssignedReader(*row) for row in session.execute(query)]


def waiting_periods(viewer: StaffMember, whom: WaitingFilter) -> Select[*tuple[Any, ...]]:
    """The periods in which watched people are waited for today, with assignment and directive."""
    day = today()
    return (
        select(ReadingPeriod)
        .join(Assignment, Assignment.id == ReadingPeriod.assignment_id)
        .join(Directive, Directive.id == Assignment.directive_id)
        .where(reading_rules.expected_on(day), reading_rules.missing_on(day), *whom.conditions)
        .where(Assignment.closed_at.is_(None))
        .where(watches(viewer, ReadingPeriod.department_id), visible_to(viewer))
    )


def _readers(viewer: StaffMember) -> Select[*tuple[Any, ...]]:
    return (
        select(Assignment, ReadingPeriod, StaffMember)
        .join_from(ReadingPeriod, StaffMember, StaffMember.id == ReadingPeriod.staff_id)
        .join(Assignment, Assignment.id == ReadingPeriod.assignment_id)
        .where(reading_rules.expected_on(today()), watches(viewer, ReadingPeriod.department_id))
    )


def _times(
    session: Session, assignment: Assignment, staff_ids: Sequence[int]
) -> dict[int, tuple[datetime | None, datetime | None]]:
    def first(step: Step) -> ColumnElement[datetime]:
        return func.min(case((ReceiptStep.step == step, ReceiptStep.at)))

    rows = session.execute(
        select(ReceiptStep.staff_id, first(Step.OPENED), first(Step.CONFIRMED))
        .where(ReceiptStep.staff_id.in_(staff_ids))
        .where(ReceiptStep.version_id.in_(versions_of(assignment)))
        .group_by(ReceiptStep.staff_id)
    )
    return {row[0]: (row[1], row[2]) for row in rows}
