"""What one person has to read and how far they are: late, due soon, new, begun, excused, done."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, joinedload

from intranet.core.clock import today
from intranet.directives.audience.visibility import visible_to
from intranet.directives.models import Directive, StoredFile, Version
from intranet.people.models import StaffMember
from intranet.reading.coverage import reading_rules
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.coverage.readers import ReadingProgress
from intranet.reading.models import Assignment, PageView, Step
from intranet.reading.receipts.page_views import CHANGES


@dataclass(frozen=True)
class ToRead(ReadingProgress):
    """One directive that a person must read, and how far the person is with it."""

    version_id: int
    version_number: int
    pages: int
    seen: int

    @property
    def directive(self) -> Directive:
        """What is to be read."""
        return self.assignment.directive

    @property
    def confirmed_at(self) -> datetime | None:
        """When it was confirmed; None while it is not."""
        return self.period.done_at if self.period.confirmed_on else None

    @property
    def overdue(self) -> bool:
        """Whether the deadline has passed and something is left to do."""
        return self.days_late > 0


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
    """How many directives are left to read, how many are late, how many are late or due soon."""

    number: int
    late: int
    pressing: int = 0


def my_counts(session: Session, staff: StaffMember) -> MyReadingCounts:
    """The numbers of a person's reading today, counted by the database."""
    day = today()
    done_late = and_(reading_rules.done_by(day), ReadingPeriod.done_on > ReadingPeriod.deadline)
    conditions = (
        reading_rules.missing_on(day), reading_rules.late_on(day),
        reading_rules.excused_on(day), reading_rules.done_by(day), done_late,
    )  # fmt: skip
    counted = (func.count().filter(condition) for condition in conditions)
    return MyReadingCounts(*session.execute(_assigned_to(select(*counted), staff)).one())


def unread_query(staff: StaffMember, soon_days: int) -> Select[int, int, int]:
    """How many directives are left to read, are late, fall due within `soon_days` or are late."""
    day, deadline = today(), ReadingPeriod.deadline
    late = func.count().filter(deadline < day)
    soon = func.count().filter(deadline <= day + timedelta(days=soon_days))
    counted = _assigned_to(select(func.count(), late, soon), staff)
    return counted.where(reading_rules.missing_on(day))


def unread_count(session: Session, staff: StaffMember, soon_days: int = 0) -> UnreadCount:
    """The number beside "Cần đọc"; pressing is what falls due within `soon_days`."""
    return UnreadCount(*session.execute(unread_query(staff, soon_days)).one())


def left_to_read(session: Session, staff: StaffMember, limit: int | None = None) -> list[ToRead]:
    """What is left to read, by deadline, then the newest first."""
    query = _rows(staff).where(reading_rules.missing_on(today())).order_by(
        ReadingPeriod.deadline.is_(None), ReadingPeriod.deadline, Assignment.assigned_at.desc()
    )  # fmt: skip
    return _read(session, query.limit(limit))


def excused_from(session: Session, staff: StaffMember, limit: int | None = None) -> list[ToRead]:
    """What the person need not read: away, or excused by the Office."""
    query = _rows(staff).where(reading_rules.excused_on(today()))
    return _read(session, query.order_by(Assignment.assigned_at.desc()).limit(limit))


def done_reading(session: Session, staff: StaffMember, limit: int, offset: int = 0) -> list[ToRead]:
    """What the person has done, the newest first."""
    query = _rows(staff).where(reading_rules.done_by(today()))
    query = query.order_by(ReadingPeriod.done_at.desc(), Assignment.id.desc())
    return _read(session, query.offset(offset).limit(limit))


def reading_of(session: Session, staff: StaffMember, directive_ids: Sequence[int]) -> list[ToRead]:
    """How far this person is with those of these directives that were given to them to read."""
    return _read(session, _rows(staff).where(Assignment.directive_id.in_(directive_ids)))


def unread_directives(session: Session, staff: StaffMember) -> Sequence[int]:
    """The ids of the directives that this person was asked to read and is not done with."""
    query = _assigned_to(select(Assignment.directive_id), staff)
    return session.scalars(query.where(reading_rules.missing_on(today()))).all()


def in_parts(rows: Sequence[ToRead], soon_days: int) -> dict[str, list[ToRead]]:
    """What is left, sorted into overdue, due soon (within `soon_days`), new, and begun."""
    parts: dict[str, list[ToRead]] = {name: [] for name in ("overdue", "soon", "new", "begun")}
    for row in rows:
        if row.days_left is not None and row.days_left <= soon_days:
            parts["overdue" if row.overdue else "soon"].append(row)
        else:
            parts["new" if row.step is Step.DELIVERED else "begun"].append(row)
    return parts


def _rows(staff: StaffMember) -> Select[*tuple[Any, ...]]:
    # The fields of ToRead of all that this person is asked to read today.
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
        reading_rules.expected_on(today()),
        Assignment.closed_at.is_(None),
    )


def _read(session: Session, query: Select[*tuple[Any, ...]]) -> list[ToRead]:
    rows = [ToRead(*row) for row in session.execute(query)]
    # What is printed anew may have fewer pages than were shown.
    return [replace(row, seen=min(row.seen, max(row.pages, 1))) for row in rows]
