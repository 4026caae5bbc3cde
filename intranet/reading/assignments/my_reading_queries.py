"""What I have to read, and how far I am."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session, joinedload

from intranet.core.clock import local_day, today
from intranet.directives.audience.visibility import visible_to
from intranet.directives.models import Directive, StoredFile, Version
from intranet.people.models import StaffMember
from intranet.reading.coverage.counts import on
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.models import Assignment, PageView, ReceiptStep, Step
from intranet.reading.receipts.page_views import CHANGES

STEPS = tuple(Step)


@dataclass(frozen=True)
class ToRead:
    """One directive that a person must read, and how far the person is with it."""

    directive: Directive
    version_id: int
    version_number: int
    must_confirm: bool
    deadline: date | None
    assigned_at: datetime
    step: Step
    confirmed_at: datetime | None
    seen: int
    pages: int
    excused: bool = False

    @property
    def done(self) -> bool:
        """Whether nothing is left to do for the person."""
        wanted = Step.CONFIRMED if self.must_confirm else Step.READ_THROUGH
        return STEPS.index(self.step) >= STEPS.index(wanted)

    @property
    def days_left(self) -> int | None:
        """Days to the deadline, negative after it; None without a deadline."""
        return (self.deadline - today()).days if self.deadline else None

    @property
    def overdue(self) -> bool:
        """Whether the deadline has passed and something is left to do."""
        due = not self.done and not self.excused and self.days_left is not None
        return due and (self.days_left or 0) < 0

    @property
    def late(self) -> bool:
        """Whether it was confirmed after the deadline."""
        return bool(
            self.confirmed_at and self.deadline and local_day(self.confirmed_at) > self.deadline
        )


def addressed_to(staff: StaffMember) -> Select[Assignment]:
    """The open assignments that this person is expected to read today."""
    return (
        select(Assignment)
        .join(ReadingPeriod, ReadingPeriod.assignment_id == Assignment.id)
        .where(ReadingPeriod.staff_id == staff.id, on(today()), Assignment.closed_at.is_(None))
    )


def my_list(session: Session, staff: StaffMember, only: Sequence[int]) -> list[ToRead]:
    """How far this person is with those of these directives that were given to them to read."""
    query = rows_of(staff).where(Assignment.directive_id.in_(only))
    return [to_read(row) for row in session.execute(query)]


def rows_of(staff: StaffMember) -> Select[Any]:
    """What `to_read` wants of everything that this person is asked to read today."""
    newest = (
        select(func.max(Version.id))
        .where(Version.directive_id == Assignment.directive_id)
        .correlate(Assignment)
        .scalar_subquery()
    )
    seen = (
        select(func.count())
        .where(PageView.staff_id == staff.id, PageView.version_id == Version.id)
        .where(PageView.page != CHANGES)
        .correlate(Version)
        .scalar_subquery()
    )
    return (
        select(Assignment, ReadingPeriod, Version.id, Version.number, StoredFile.page_count, seen)
        .join(ReadingPeriod, ReadingPeriod.assignment_id == Assignment.id)
        .join(Directive, Directive.id == Assignment.directive_id)
        .join(Version, Version.id == newest)
        .join(StoredFile, StoredFile.id == Version.file_id)
        .where(ReadingPeriod.staff_id == staff.id, on(today()), Assignment.closed_at.is_(None))
        .where(visible_to(staff))
        .options(joinedload(Assignment.directive))
    )


def to_read(row: Row[Any]) -> ToRead:
    """One row of `rows_of` as pages show it."""
    assignment, stretch, version_id, number, pages, seen = tuple(row)
    step = Step.DELIVERED
    for reached, name in (
        (stretch.opened_on, Step.OPENED),
        (stretch.read_on, Step.READ_THROUGH),
        (stretch.confirmed_on, Step.CONFIRMED),
    ):
        step = name if reached else step
    return ToRead(
        directive=assignment.directive,
        version_id=version_id,
        version_number=number,
        must_confirm=assignment.must_confirm,
        deadline=stretch.deadline,
        assigned_at=assignment.assigned_at,
        step=step,
        confirmed_at=stretch.done_at if stretch.confirmed_on else None,
        seen=seen,
        pages=pages,
        excused=stretch.excused,
    )


def my_reading(session: Session, staff: StaffMember, directive: Directive) -> ToRead | None:
    """How far this person is with one directive; None when it was not given to them to read."""
    row = session.execute(
        rows_of(staff).where(Assignment.directive_id == directive.id)
    ).one_or_none()
    return to_read(row) if row else None


def pages_seen(session: Session, staff: StaffMember, version_id: int) -> frozenset[int]:
    """The pages of a version that were shown to this person."""
    query = select(PageView.page).filter_by(staff_id=staff.id, version_id=version_id)
    return frozenset(session.scalars(query.where(PageView.page != CHANGES)))


@dataclass(frozen=True)
class UnreadCount:
    """How many things are left to read, whether one is late, how many are late or soon due."""

    number: int
    late: bool
    pressing: int = 0


def open_count(session: Session, staff: StaffMember, soon_days: int = 0) -> UnreadCount:
    """The number beside "Cần đọc"; pressing is what falls due within `soon_days`."""
    left = _left(staff)
    late = func.count().filter(ReadingPeriod.deadline < today())
    soon = func.count().filter(ReadingPeriod.deadline <= today() + timedelta(days=soon_days))
    counted = left.with_only_columns(func.count(), late, soon)
    number, overdue, pressing = session.execute(counted).one()
    return UnreadCount(number, bool(overdue), pressing)


def left_to_read(session: Session, staff: StaffMember) -> Sequence[int]:
    """The ids of the directives that this person was asked to read and is not done with."""
    return session.scalars(_left(staff).with_only_columns(Assignment.directive_id)).all()


def _left(staff: StaffMember) -> Select[Assignment]:
    return addressed_to(staff).where(ReadingPeriod.done_on.is_(None), ~ReadingPeriod.excused)


def my_receipts(session: Session, staff: StaffMember) -> Sequence[ReceiptStep]:
    """What this person has confirmed, newest first, with version and directive."""
    return session.scalars(
        select(ReceiptStep)
        .where(ReceiptStep.staff_id == staff.id, ReceiptStep.step == Step.CONFIRMED)
        .options(joinedload(ReceiptStep.version).joinedload(Version.directive))
        .order_by(ReceiptStep.at.desc())
    ).all()
