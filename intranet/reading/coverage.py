"""Who has read and who has not: counted each time, never stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select, true
from sqlalchemy.orm import Session, aliased, joinedload

from intranet.core.clock import local_day, today
from intranet.directives.access import is_isolated
from intranet.directives.audience import is_addressed, is_reader
from intranet.directives.models import AudienceEntry, Directive
from intranet.people.duties import Duty, may
from intranet.people.models import Department, Role, StaffMember
from intranet.reading.models import Assignment, ReceiptStep, Step
from intranet.reading.shares import Share


def watched_by(viewer: StaffMember) -> ColumnElement[bool]:
    """The condition on StaffMember that holds for those whose reading this person may see."""
    if may(viewer.role, Duty.WATCH_ALL):
        return true()
    if viewer.role is Role.UNIT_HEAD:
        return StaffMember.department_id == viewer.department_id
    return false()


def current() -> ColumnElement[bool]:
    """The condition on Assignment that holds for the newest one of each directive to be read."""
    newer = aliased(Assignment)
    same = and_(
        newer.directive_id == Assignment.directive_id, newer.version_id > Assignment.version_id
    )
    return and_(
        ~select(newer.id).where(same).exists(), ~is_isolated(Assignment.directive_id.expression)
    )


def _expected(viewer: ColumnElement[bool]) -> Select[int, int, int, int, bool]:
    """One row for each current assignment and each person it means."""
    return (
        select(
            Assignment.id.label("assignment_id"),
            StaffMember.id.label("staff_id"),
            StaffMember.department_id.label("department_id"),
            Assignment.version_id,
            Assignment.must_confirm,
        )
        .distinct()
        .join(AudienceEntry, AudienceEntry.directive_id == Assignment.directive_id)
        .join(StaffMember, is_addressed())
        .where(is_reader(), current(), viewer)
    )


def _finishing(expected: ColumnElement[bool]) -> ColumnElement[bool]:
    return or_(
        ReceiptStep.step == Step.CONFIRMED,
        and_(ReceiptStep.step == Step.READ_THROUGH, expected.is_(False)),
    )


@dataclass(frozen=True)
class Cell:
    """One assignment in one unit: how many should, have opened, have read through, are done."""

    assignment_id: int
    department_id: int
    expected: int
    opened: int
    read: int
    done: int

    @property
    def missing(self) -> int:
        """How many are not done."""
        return self.expected - self.done


def cells(session: Session, viewer: StaffMember, assignment_id: int | None = None) -> list[Cell]:
    """The numbers of every assignment in every unit that this person may watch."""
    wanted = _expected(watched_by(viewer))
    if assignment_id is not None:
        wanted = wanted.where(Assignment.id == assignment_id)
    people = wanted.subquery()
    reached = [
        func.count(case((ReceiptStep.step == step, 1))) for step in (Step.OPENED, Step.READ_THROUGH)
    ]
    done = func.count(case((_finishing(people.c.must_confirm), people.c.staff_id)).distinct())
    rows = session.execute(
        select(
            people.c.assignment_id,
            people.c.department_id,
            func.count(people.c.staff_id.distinct()),
            *reached,
            done,
        )
        .outerjoin(
            ReceiptStep,
            and_(
                ReceiptStep.version_id == people.c.version_id,
                ReceiptStep.staff_id == people.c.staff_id,
            ),
        )
        .group_by(people.c.assignment_id, people.c.department_id)
    )
    return [Cell(*row) for row in rows]


def informed(session: Session) -> Share:
    """How many of all readings asked for are done, over the whole agency."""
    people = _expected(true()).subquery()
    finished = (
        select(ReceiptStep.id)
        .where(
            ReceiptStep.version_id == people.c.version_id,
            ReceiptStep.staff_id == people.c.staff_id,
            _finishing(people.c.must_confirm),
        )
        .exists()
    )
    total, done = session.execute(
        select(func.count(), func.count(case((finished, 1)))).select_from(people)
    ).one()
    return Share(done, total)


def watched_assignments(session: Session, viewer: StaffMember) -> Sequence[Assignment]:
    """The current assignments that reach people whom this person may watch, newest first."""
    people = _expected(watched_by(viewer)).subquery()
    return session.scalars(
        select(Assignment)
        .where(Assignment.id.in_(select(people.c.assignment_id)))
        .options(joinedload(Assignment.directive), joinedload(Assignment.version))
        .order_by(Assignment.deadline.is_(None), Assignment.deadline.desc(), Assignment.id.desc())
    ).all()


def assignment_of(session: Session, directive: Directive) -> Assignment | None:
    """The assignment that counts now for a directive, if it was given to anybody to read."""
    query = select(Assignment).where(Assignment.directive_id == directive.id, current())
    return session.scalar(query.options(joinedload(Assignment.version)))


def departments(session: Session) -> Sequence[Department]:
    """All units in their order."""
    return session.scalars(select(Department).order_by(Department.position)).all()


@dataclass(frozen=True)
class Reader:
    """One person of an assignment and how far the person is."""

    staff: StaffMember
    assignment: Assignment
    opened_at: datetime | None
    read_at: datetime | None
    confirmed_at: datetime | None

    @property
    def step(self) -> Step:
        """The furthest step."""
        if self.confirmed_at:
            return Step.CONFIRMED
        if self.read_at:
            return Step.READ_THROUGH
        return Step.OPENED if self.opened_at else Step.DELIVERED

    @property
    def done(self) -> bool:
        """Whether nothing is left to do."""
        return bool(self.confirmed_at or (self.read_at and not self.assignment.must_confirm))

    @property
    def days_late(self) -> int:
        """Days since the deadline while something is left; 0 before it."""
        deadline = self.assignment.deadline
        return max(0, (today() - deadline).days) if deadline and not self.done else 0


def readers(
    session: Session,
    viewer: StaffMember,
    assignments: Sequence[Assignment],
    *,
    only_missing: bool = False,
) -> list[Reader]:
    """Every watched person of these assignments, or only who is not done; by unit and name."""
    by_id = {one.id: one for one in assignments}
    people = _expected(watched_by(viewer)).where(Assignment.id.in_(by_id)).subquery()
    reached = [
        func.max(case((ReceiptStep.step == step, ReceiptStep.at)))
        for step in (Step.OPENED, Step.READ_THROUGH, Step.CONFIRMED)
    ]
    finished = func.count(case((_finishing(people.c.must_confirm), 1)))
    rows = session.execute(
        select(StaffMember, people.c.assignment_id, *reached)
        .join(people, people.c.staff_id == StaffMember.id)
        .join(Department, Department.id == StaffMember.department_id)
        .outerjoin(
            ReceiptStep,
            and_(
                ReceiptStep.version_id == people.c.version_id,
                ReceiptStep.staff_id == StaffMember.id,
            ),
        )
        .group_by(StaffMember.id, people.c.assignment_id, Department.position, Department.id)
        .having(finished == 0 if only_missing else true())
        .order_by(Department.position, StaffMember.full_name)
    )
    return [Reader(staff, by_id[number], *times) for staff, number, *times in rows]


def curve(found: Sequence[Reader], start: date) -> list[tuple[date, int]]:
    """How many were done at the end of each day since `start`."""
    finished = [local_day(one.confirmed_at or one.read_at) for one in found if one.done]  # type: ignore[arg-type]
    last = min(today(), max([*finished, start, *_deadlines(found)]) + timedelta(days=2))
    days = [start + timedelta(days=n) for n in range((last - start).days + 1)]
    return [(day, sum(one <= day for one in finished)) for day in days]


def _deadlines(found: Sequence[Reader]) -> list[date]:
    return [one.assignment.deadline for one in found[:1] if one.assignment.deadline]


def median_hours(found: Sequence[Reader]) -> int | None:
    """Median hours from assignment to confirmation; None while nobody has confirmed."""
    taken = [
        (one.confirmed_at - one.assignment.assigned_at).total_seconds() / 3600
        for one in found
        if one.confirmed_at
    ]
    return round(median(taken)) if taken else None
