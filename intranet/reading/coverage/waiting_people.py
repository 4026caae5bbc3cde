"""People of whom something is waited for: one row each, with how much and since when."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from intranet.core.clock import today
from intranet.people.models import Department, StaffMember
from intranet.reading.coverage import reading_rules
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.coverage.readers import (
    AssignedReader,
    WaitingFilter,
    waiting,
    waiting_periods,
)


@dataclass(frozen=True)
class WaitingCounts:
    """How many people are waited for, with how many readings, and how many of them are late."""

    people: int
    readings: int
    late_people: int
    late_readings: int


@dataclass(frozen=True)
class WaitingPerson:
    """One person with all that is waited for, the earliest deadline first."""

    staff: StaffMember
    department: Department
    readings: Sequence[AssignedReader]

    @property
    def late(self) -> int:
        """How many of them are past their own deadline."""
        return sum(reading.days_late > 0 for reading in self.readings)

    @property
    def days_late(self) -> int:
        """Days since the earliest deadline that was missed; 0 when nothing is late."""
        return max((reading.days_late for reading in self.readings), default=0)


@dataclass(frozen=True)
class WaitingList:
    """Some of the people; how many there are in all, how many late readings and of what."""

    people: Sequence[WaitingPerson] = ()
    total: int = 0
    late_readings: int = 0
    late_directives: int = 0


def waiting_counts(session: Session, viewer: StaffMember, whom: WaitingFilter) -> WaitingCounts:
    """The numbers of all of them."""
    person, late = ReadingPeriod.staff_id, reading_rules.late_on(today())
    query = waiting_periods(viewer, whom).with_only_columns(
        func.count(person.distinct()), func.count(),
        func.count(person.distinct()).filter(late), func.count().filter(late),
    )  # fmt: skip
    return WaitingCounts(*session.execute(query).one())


def waiting_people(
    session: Session, viewer: StaffMember, whom: WaitingFilter, *, only_late: bool = False,
    offset: int = 0, limit: int | None = None,
) -> WaitingList:  # fmt: skip
    """The people, who is late with most first, then by the earliest deadline and name."""
    rows = session.execute(_people(viewer, whom, only_late).offset(offset).limit(limit)).all()
    ids = [row[0].id for row in rows]
    by_person: dict[int, list[AssignedReader]] = defaultdict(list)
    for reading in waiting(session, viewer, replace(whom, staff_ids=ids)) if ids else ():
        by_person[reading.staff.id].append(reading)
    people = [WaitingPerson(staff, unit, by_person[staff.id]) for staff, unit, *_all in rows]
    return WaitingList(people, *(rows[0][2:] if rows else ()))


def _people(viewer: StaffMember, whom: WaitingFilter, only_late: bool) -> Select[*tuple[Any, ...]]:
    late = reading_rules.late_on(today())
    first: Any = func.min(ReadingPeriod.deadline)
    number = func.count().filter(late)
    grouped = (
        waiting_periods(viewer, whom)
        .with_only_columns(
            ReadingPeriod.staff_id, ReadingPeriod.department_id, number.label("late"),
            first.label("first"),
        )
        .group_by(ReadingPeriod.staff_id, ReadingPeriod.department_id)
    )  # fmt: skip
    if only_late:
        grouped = grouped.having(number > 0)
    by_person = grouped.subquery()
    late_directives = (
        waiting_periods(viewer, whom)
        .with_only_columns(func.count(ReadingPeriod.assignment_id.distinct()).filter(late))
        .scalar_subquery()
    )
    return (
        select(
            StaffMember, Department, func.count().over(), func.sum(by_person.c.late).over(),
            late_directives,
        )
        .join_from(by_person, StaffMember, StaffMember.id == by_person.c.staff_id)
        .join(Department, Department.id == by_person.c.department_id)
        .order_by(
            by_person.c.late.desc(), by_person.c.first.is_(None), by_person.c.first,
            StaffMember.full_name, StaffMember.id,
        )
    )  # fmt: skip
