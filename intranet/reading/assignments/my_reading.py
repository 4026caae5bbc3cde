"""My reading in parts: late, due soon, new, begun, excused, done. Each part is asked for itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import func
from sqlalchemy.orm import Session

from intranet.core.clock import today
from intranet.people.models import StaffMember
from intranet.reading.assignments.my_reading_queries import ToRead, addressed_to, rows_of, to_read
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.models import Assignment, Step

DONE = ReadingPeriod.done_on.is_not(None)
LEFT = ReadingPeriod.done_on.is_(None) & ~ReadingPeriod.excused
EXCUSED = ReadingPeriod.done_on.is_(None) & ReadingPeriod.excused


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
class LeftToRead:
    """What is left, in the order in which it should be done."""

    overdue: Sequence[ToRead]
    soon: Sequence[ToRead]
    new: Sequence[ToRead]
    begun: Sequence[ToRead]


def my_counts(session: Session, staff: StaffMember) -> MyReadingCounts:
    """The numbers of a person's reading today, counted by the database."""

    def counted(*conditions: Any) -> Any:
        return func.count().filter(*conditions)

    columns = (
        counted(LEFT),
        counted(LEFT, ReadingPeriod.deadline < today()),
        counted(EXCUSED),
        counted(DONE),
        counted(DONE, ReadingPeriod.done_on > ReadingPeriod.deadline),
    )
    return MyReadingCounts(*session.execute(addressed_to(staff).with_only_columns(*columns)).one())


def left(session: Session, staff: StaffMember, limit: int | None = None) -> list[ToRead]:
    """What is left to read, by deadline, then the newest first."""
    query = rows_of(staff).where(LEFT).order_by(
        ReadingPeriod.deadline.is_(None), ReadingPeriod.deadline, Assignment.assigned_at.desc()
    )  # fmt: skip
    return [to_read(row) for row in session.execute(query.limit(limit))]


def excused(session: Session, staff: StaffMember, limit: int | None = None) -> list[ToRead]:
    """What the person need not read: away, or excused by the Office."""
    query = rows_of(staff).where(EXCUSED).order_by(Assignment.assigned_at.desc())
    return [to_read(row) for row in session.execute(query.limit(limit))]


def done(session: Session, staff: StaffMember, limit: int, offset: int = 0) -> list[ToRead]:
    """What the person has done, the newest first."""
    query = rows_of(staff).where(DONE).order_by(ReadingPeriod.done_at.desc(), Assignment.id.desc())
    return [to_read(row) for row in session.execute(query.offset(offset).limit(limit))]


def in_parts(rows: Sequence[ToRead], soon_days: int) -> LeftToRead:
    """What is left, sorted into late, due within `soon_days`, never opened, and begun."""
    overdue = [one for one in rows if one.overdue]
    last = today() + timedelta(days=soon_days)
    soon = [
        one for one in rows if not one.overdue and one.deadline is not None and one.deadline <= last
    ]
    rest = [one for one in rows if not one.overdue and one not in soon]
    new = [one for one in rest if one.step is Step.DELIVERED]
    return LeftToRead(overdue, soon, new, [one for one in rest if one.step is not Step.DELIVERED])
