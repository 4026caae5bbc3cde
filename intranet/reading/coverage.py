"""Who has read and who has not: today from the tallies, any other day from the stretches."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, false, func, select, true
from sqlalchemy.orm import Session, joinedload

from intranet.core.clock import today
from intranet.directives.models import Directive
from intranet.people.duties import Duty, may
from intranet.people.models import Department, Role, StaffMember
from intranet.reading import tallies
from intranet.reading.models import Assignment, ReceiptStep, Step
from intranet.reading.shares import Share
from intranet.reading.steps import versions_of
from intranet.reading.stretch_models import Stretch, UnitTally, WholeTally
from intranet.reading.tallies import NUMBERS


def watched_by(viewer: StaffMember) -> ColumnElement[bool]:
    """The condition on StaffMember that holds for those whose reading this person may see."""
    return _watched(viewer, StaffMember.department_id)


def _watched(viewer: StaffMember, department_id: Any) -> ColumnElement[bool]:
    if may(viewer.role, Duty.WATCH_ALL):
        return true()
    if viewer.role is Role.UNIT_HEAD:
        return department_id == viewer.department_id  # type: ignore[no-any-return]
    return false()


def current() -> ColumnElement[bool]:
    """The condition on Assignment that holds for those that still ask somebody."""
    return Assignment.closed_at.is_(None)


@dataclass(frozen=True)
class Numbers:
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


@dataclass(frozen=True)
class Cell(Numbers):
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
) -> list[Cell]:
    """The numbers of assignments in units that this person may watch, today or at a day's end."""
    wanted = [assignment_id] if assignment_id is not None else assignment_ids
    source: Any = UnitTally if day is None else Stretch
    query = _today() if day is None else tallies.by_cell(day)
    query = query.where(_watched(viewer, source.department_id))
    if wanted is not None:
        query = query.where(source.assignment_id.in_(wanted))
    if department_ids is not None:
        query = query.where(source.department_id.in_(department_ids))
    return [Cell(*row[2:], row[0], row[1]) for row in session.execute(query)]


def _today() -> Select[Any]:
    columns = [getattr(UnitTally, name) for name in NUMBERS]
    return select(UnitTally.assignment_id, UnitTally.department_id, *columns).where(
        UnitTally.expected > 0
    )


def whole(session: Session, viewer: StaffMember, day: date | None = None) -> Numbers:
    """The sums of all that this person may watch, today or at a day's end."""
    if day is not None:
        counted = select(*tallies.numbers(day)).where(tallies.on(day))
        query = counted.where(_watched(viewer, Stretch.department_id))
    else:
        wide = may(viewer.role, Duty.WATCH_ALL)
        source: Any = WholeTally if wide else UnitTally
        query = select(*(func.coalesce(func.sum(getattr(source, n)), 0) for n in NUMBERS))
        if not wide:
            query = query.where(_watched(viewer, UnitTally.department_id))
    return Numbers(*session.execute(query).one())


def informed(session: Session) -> Share:
    """How many of all readings asked for are done, over the whole agency."""
    sums = select(func.sum(WholeTally.done), func.sum(WholeTally.expected - WholeTally.excused))
    done, required = session.execute(sums).one()
    return Share(done or 0, required or 0)


def assignment_of(session: Session, directive: Directive) -> Assignment | None:
    """The assignment that counts now for a directive, if it was given to anybody to read."""
    query = select(Assignment).where(Assignment.directive_id == directive.id, current())
    return session.scalar(query.options(joinedload(Assignment.version)))


def departments(session: Session) -> Sequence[Department]:
    """All units in their order."""
    return session.scalars(select(Department).order_by(Department.position, Department.id)).all()


@dataclass(frozen=True)
class Reader:
    """One person of an assignment and how far the person is."""

    staff: StaffMember
    assignment: Assignment
    stretch: Stretch
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
    query = _readers(viewer).where(Stretch.assignment_id == assignment.id)
    if department_id is not None:
        query = query.where(Stretch.department_id == department_id)
    if only_missing:
        query = query.where(Stretch.done_on.is_(None), ~Stretch.excused)
    query = query.join(Department, Department.id == Stretch.department_id).order_by(
        Stretch.done_on.is_not(None), Department.position, Department.id, StaffMember.full_name,
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
        .order_by(Stretch.deadline, Stretch.id)
        .offset(offset)
        .limit(limit)
    )
    return [Reader(staff, given, stretch) for stretch, staff, given in session.execute(query)]


def count_late(session: Session, viewer: StaffMember) -> int:
    """How many people are late, each directive counted."""
    query = select(func.count(Stretch.id)).where(_watched(viewer, Stretch.department_id))
    return session.scalar(_late(query)) or 0


def _late(query: Select[Any]) -> Select[Any]:
    day = today()
    return query.where(
        Stretch.done_on.is_(None), ~Stretch.excused, Stretch.deadline < day, tallies.on(day)
    )


def _readers(viewer: StaffMember) -> Select[Any]:
    return (
        select(Stretch, StaffMember, Assignment)
        .join(StaffMember, StaffMember.id == Stretch.staff_id)
        .join(Assignment, Assignment.id == Stretch.assignment_id)
        .where(tallies.on(today()), _watched(viewer, Stretch.department_id))
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


def watched_stretches(viewer: StaffMember, assignment: Assignment) -> Select[Any]:
    """The stretches of an assignment today that this person may watch."""
    query = select(Stretch).where(Stretch.assignment_id == assignment.id, tallies.on(today()))
    return query.where(_watched(viewer, Stretch.department_id))
