"""What one person has to read and how far they are: late, due soon, new, begun, excused, done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.orm import Session, joinedload

from intranet.core.clock import local_day, today
from intranet.directives.audience.visibility import visible_to
from intranet.directives.models import Directive, StoredFile, Version
from intranet.people.models import StaffMember
from intranet.reading.coverage import rules
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.models import Assignment, PageView, Step
from intranet.reading.receipts.page_views import CHANGES


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
    done: bool
    confirmed_at: datetime | None
    seen: int
    pages: int
    excused: bool

    @property
    def days_left(self) -> int | None:
        """Days to the deadline, negative after it; None without a deadline."""
        return (self.deadline - today()).days if self.deadline else None

    @property
    def days_late(self) -> int:
        """Days since the deadline while something is left to do."""
        return 0 if self.done or self.excused else max(0, -(self.days_left or 0))

    @property
    def overdue(self) -> bool:
        """Whether the deadline has passed and something is left to do."""
        return self.days_late > 0

    @property
    def late(self) -> bool:
        """Whether it was confirmed after the deadline."""
        return bool(
            self.confirmed_at and self.deadline and local_day(self.confirmed_at) > self.deadline
        )


@dataclass(frozen=True)
class MyReadingCounts:
    """How many directives were given to a person, and where they stand; late ones are left too."""

    left: int
    late: int
    excused: int
    done: int
    done_late: int

    @property
    def total(self) -> int:
        """All that counts: left and done."""
        return self.left + self.done


@dataclass(frozen=True)
class UnreadCount:
    """How many directives are left to read, whether one is late, how many are late or due soon."""

    number: int
    late: bool
    pressing: int = 0


@dataclass(frozen=True)
class LeftToRead:
    """What is left, in the order in which it should be done."""

    overdue: list[ToRead]
    soon: list[ToRead]
    new: list[ToRead]
    begun: list[ToRead]


def my_counts(session: Session, staff: StaffMember) -> MyReadingCounts:
    """The numbers of a person's reading today, counted by the database."""
    day = today()
    done_late = and_(rules.done_by(day), ReadingPeriod.done_on > ReadingPeriod.deadline)
    conditions = (
        rules.missing_on(day), rules.late_on(day), rules.excused_on(day), rules.done_by(day),
        done_late,
    )  # fmt: skip
    counted = (func.count().filter(condition) for condition in conditions)
    return MyReadingCounts(*session.execute(_assigned_to(select(*counted), staff)).one())


def unread_count(session: Session, staff: StaffMember, soon_days: int = 0) -> UnreadCount:
    """The number beside "Cần đọc"; pressing is what falls due within `soon_days`."""
    day, deadline = today(), ReadingPeriod.deadline
    late = func.count().filter(deadline < day)
    soon = func.count().filter(deadline <= day + timedelta(days=soon_days))
    query = _assigned_to(select(func.count(), late, soon), staff).where(rules.missing_on(day))
    number, overdue, pressing = session.execute(query).one()
    return UnreadCount(number, bool(overdue), pressing)


def left_to_read(session: Session, staff: StaffMember, limit: int | None = None) -> list[ToRead]:
    """What is left to read, by deadline, then the newest first."""
    query = rows_of(staff).where(rules.missing_on(today())).order_by(
        ReadingPeriod.deadline.is_(None), ReadingPeriod.deadline, Assignment.assigned_at.desc()
    )  # fmt: skip
    return _read(session, query.limit(limit))


def excused_from(session: Session, staff: StaffMember, limit: int | None = None) -> list[ToRead]:
    """What the person need not read: away, or excused by the Office."""
    query = rows_of(staff).where(rules.excused_on(today()))
    return _read(session, query.order_by(Assignment.assigned_at.desc()).limit(limit))


def done_reading(session: Session, staff: StaffMember, limit: int, offset: int = 0) -> list[ToRead]:
    """What the person has done, the newest first."""
    query = rows_of(staff).where(rules.done_by(today()))
    query = query.order_by(ReadingPeriod.done_at.desc(), Assignment.id.desc())
    return _read(session, query.offset(offset).limit(limit))


def reading_of(session: Session, staff: StaffMember, directive_ids: Sequence[int]) -> list[ToRead]:
    """How far this person is with those of these directives that were given to them to read."""
    return _read(session, rows_of(staff).where(Assignment.directive_id.in_(directive_ids)))


def unread_directives(session: Session, staff: StaffMember) -> Sequence[int]:
    """The ids of the directives that this person was asked to read and is not done with."""
    query = _assigned_to(select(Assignment.directive_id), staff)
    return session.scalars(query.where(rules.missing_on(today()))).all()


def in_parts(rows: Sequence[ToRead], soon_days: int) -> LeftToRead:
    """What is left, sorted into late, due within `soon_days`, never opened, and begun."""
    last = today() + timedelta(days=soon_days)
    parts = LeftToRead([], [], [], [])
    for row in rows:
        if row.overdue:
            part = parts.overdue
        elif row.deadline is not None and row.deadline <= last:
            part = parts.soon
        else:
            part = parts.new if row.step is Step.DELIVERED else parts.begun
        part.append(row)
    return parts


def rows_of(staff: StaffMember) -> Select[*tuple[Any, ...]]:
    """(assignment, period, version id, its number, its pages, pages seen) of all that this person
    is asked to read today."""
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
    columns = (Assignment, ReadingPeriod, Version.id, Version.number, StoredFile.page_count, seen)
    return (
        _assigned_to(select(*columns), staff)
        .join(Directive, Directive.id == Assignment.directive_id)
        .join(Version, Version.id == newest)
        .join(StoredFile, StoredFile.id == Version.file_id)
        .where(visible_to(staff))
        .options(joinedload(Assignment.directive))
    )


def _assigned_to(query: Select[*tuple[Any, ...]], staff: StaffMember) -> Select[*tuple[Any, ...]]:
    # The open assignments that this person is expected to read today.
    return query.join_from(
        Assignment, ReadingPeriod, ReadingPeriod.assignment_id == Assignment.id
    ).where(
        ReadingPeriod.staff_id == staff.id,
        rules.expected_on(today()),
        Assignment.closed_at.is_(None),
    )


def _read(session: Session, query: Select[*tuple[Any, ...]]) -> list[ToRead]:
    return [_to_read(row) for row in session.execute(query)]


def _to_read(row: Row[Any]) -> ToRead:
    assignment, period, version_id, number, pages, seen = tuple(row)
    return ToRead(
        directive=assignment.directive,
        version_id=version_id,
        version_number=number,
        must_confirm=assignment.must_confirm,
        deadline=period.deadline,
        assigned_at=assignment.assigned_at,
        step=rules.furthest_step(period),
        done=period.done_on is not None,
        confirmed_at=period.done_at if period.confirmed_on else None,
        seen=seen,
        pages=pages,
        excused=period.excused,
    )
