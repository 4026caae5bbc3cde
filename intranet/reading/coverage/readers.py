"""Who has and who has not: the people of an assignment, and those who are late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session, joinedload

from intranet.core.clock import today
from intranet.people.models import Department, StaffMember
from intranet.reading.coverage import counts
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.coverage.queries import watches
from intranet.reading.models import Assignment, ReceiptStep, Step
from intranet.reading.receipts.steps import versions_of


@dataclass(frozen=True)
class Reader:
    """One person of an assignment and how far the person is."""

    staff: StaffMember
    assignment: Assignment
    stretch: ReadingPeriod
    opened_at: datetime | None = None
    confirmed_at: datetime | None = None

    @property
    def step(self) -> Step:
        """The furthest step."""
        if self.stretch.confirmed_on:
            return Step.CONFIRMED
        if self.stretch.read_on:
            return Step.READ_THROUGH
        return Step.OPENED if self.stretch.opened_on else Step.DELIVERED

    @property
    def done(self) -> bool:
        """Whether nothing is left to do."""
        return self.stretch.done_on is not None

    @property
    def excused(self) -> bool:
        """Whether the person is away or excused, and not done."""
        return self.stretch.excused and not self.done

    @property
    def days_late(self) -> int:
        """Days since the own deadline while something is left; 0 before it and for excused."""
        due = self.stretch.deadline
        return 0 if self.done or self.excused or not due else max(0, (today() - due).days)


def readers(
    session: Session,
    viewer: StaffMember,
    assignment: Assignment,
    *,
    department_id: int | None = None,
    only_missing: bool = False,
    offset: int = 0,
    limit: int | None = None,
) -> list[Reader]:
    """Watched people of an assignment today, who is not done first, then by unit and name."""
    query = _readers(viewer).where(ReadingPeriod.assignment_id == assignment.id)
    if department_id is not None:
        query = query.where(ReadingPeriod.department_id == department_id)
    if only_missing:
        query = query.where(ReadingPeriod.done_on.is_(None), ~ReadingPeriod.excused)
    query = query.join(Department, Department.id == ReadingPeriod.department_id).order_by(
        ReadingPeriod.done_on.is_not(None), Department.position, Department.id, StaffMember.full_name,
        StaffMember.id,
    )  # fmt: skip
    rows = session.execute(query.offset(offset).limit(limit)).all()
    times = _times(session, assignment, [row[1].id for row in rows])
    return [
        Reader(staff, assignment, stretch, *times.get(staff.id, (None, None)))
        for stretch, staff, _ in rows
    ]


def late_readers(
    session: Session, viewer: StaffMember, limit: int | None = None, offset: int = 0
) -> list[Reader]:
    """Watched people whose own deadline has passed with something left, the latest first."""
    query = (
        _late(_readers(viewer))
        .options(joinedload(Assignment.directive))
        .order_by(ReadingPeriod.deadline, ReadingPeriod.id)
        .offset(offset)
        .limit(limit)
    )
    return [Reader(staff, given, stretch) for stretch, staff, given in session.execute(query)]


def count_late(session: Session, viewer: StaffMember) -> int:
    """How many people are late, each directive counted."""
    query = select(func.count(ReadingPeriod.id)).where(watches(viewer, ReadingPeriod.department_id))
    return session.scalar(_late(query)) or 0


def _late(query: Select[Any]) -> Select[Any]:
    day = today()
    return query.where(
        ReadingPeriod.done_on.is_(None),
        ~ReadingPeriod.excused,
        ReadingPeriod.deadline < day,
        counts.on(day),
    )


def _readers(viewer: StaffMember) -> Any:
    people: Any = (
        select(ReadingPeriod, StaffMember, Assignment)
        .join(StaffMember, StaffMember.id == ReadingPeriod.staff_id)
        .join(Assignment, Assignment.id == ReadingPeriod.assignment_id)
        .where(counts.on(today()), watches(viewer, ReadingPeriod.department_id))
    )
    return people


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
