"""The readers of an assignment and how far each is, and the people who are late with anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session, joinedload

from intranet.core.clock import today
from intranet.people.models import Department, StaffMember
from intranet.reading.assigned_versions import versions_of
from intranet.reading.coverage import reading_rules
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.coverage.queries import watches
from intranet.reading.models import Assignment, ReceiptStep, Step


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


def readers(
    session: Session, viewer: StaffMember, assignment: Assignment, *,
    department_id: int | None = None, only_missing: bool = False, offset: int = 0,
    limit: int | None = None,
) -> list[AssignedReader]:  # fmt: skip
    """Watched people of an assignment today, who is not done first, then by unit and name."""
    query = _readers(viewer).where(ReadingPeriod.assignment_id == assignment.id)
    if department_id is not None:
        query = query.where(ReadingPeriod.department_id == department_id)
    if only_missing:
        query = query.where(reading_rules.missing_on(today()))
    query = query.join(Department, Department.id == ReadingPeriod.department_id).order_by(
        ReadingPeriod.done_on.is_not(None), Department.position, Department.id,
        StaffMember.full_name, StaffMember.id,
    )  # fmt: skip
    rows = session.execute(query.offset(offset).limit(limit)).all()
    times = _times(session, assignment, [staff.id for _assignment, _period, staff in rows])
    return [AssignedReader(*row, *times.get(row[2].id, ())) for row in rows]


def late_readers(
    session: Session, viewer: StaffMember, limit: int | None = None, offset: int = 0
) -> list[AssignedReader]:
    """Watched people whose own deadline has passed with something left, the latest first."""
    query = (
        _readers(viewer)
        .where(reading_rules.late_on(today()))
        .options(joinedload(Assignment.directive))
        .order_by(ReadingPeriod.deadline, ReadingPeriod.id)
        .offset(offset)
        .limit(limit)
    )
    return [AssignedReader(*row) for row in session.execute(query)]


def count_late(session: Session, viewer: StaffMember) -> int:
    """How many people are late, each directive counted."""
    day = today()
    query = select(func.count(ReadingPeriod.id)).where(
        watches(viewer, ReadingPeriod.department_id),
        reading_rules.expected_on(day),
        reading_rules.late_on(day),
    )
    return session.scalar(query) or 0


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
