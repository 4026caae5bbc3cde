"""Coverage counts for a report, of what was given to read in a time; whom they waited for."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, joinedload

from intranet.core.clock import start_of
from intranet.directives.audience.visibility import visible_to
from intranet.directives.models import Directive
from intranet.people.models import Department, StaffMember
from intranet.reading.coverage import counts, reading_rules
from intranet.reading.coverage.counts import CoverageCounts
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.coverage.queries import watches
from intranet.reading.models import Assignment, ReceiptMethod

Given = Select[int]
"""The ids of assignments."""


def given_between(since: date, until: date) -> Given:
    """The ids of the assignments that were given from one day to another, both included.

    What is isolated, undone or recalled is left out: no figure may tell of it.
    """
    return (
        select(Assignment.id)
        .join(Directive, Directive.id == Assignment.directive_id)
        .where(Assignment.assigned_at >= start_of(since))
        .where(Assignment.assigned_at < start_of(until + timedelta(days=1)))
        .where(Directive.is_in_store)
    )


@dataclass(frozen=True)
class ReportCounts(CoverageCounts):
    """The counts of one directive or one unit; `late` were missing after their own deadline.

    `in_meeting` of those done were told in a meeting.
    """

    in_meeting: int = 0
    late: int = 0


def counted(session: Session, key: Any, given: Given, day: date) -> dict[int, ReportCounts]:
    """The counts over these assignments at the end of a day, by a column of ReadingPeriod."""
    in_meeting = and_(ReadingPeriod.done_way == ReceiptMethod.MEETING, reading_rules.done_by(day))
    more = (
        func.count().filter(condition) for condition in (in_meeting, reading_rules.late_on(day))
    )
    rows = session.execute(
        select(key, *counts.counted_on(day), *more)
        .where(reading_rules.expected_on(day), ReadingPeriod.assignment_id.in_(given))
        .group_by(key)
    )
    return {group: ReportCounts(*numbers) for group, *numbers in rows}


@dataclass(frozen=True)
class MissingFilter:
    """Which figure is opened: its day, and the assignment or unit or time of giving it is of."""

    day: date
    assignment_id: int | None = None
    department_id: int | None = None
    since: date | None = None
    until: date | None = None
    only_late: bool = False


@dataclass(frozen=True)
class MissingReader:
    """One person who was waited for, in the unit of that day."""

    staff: StaffMember
    department: Department
    directive: Directive
    deadline: date | None
    day: date

    @property
    def days_late(self) -> int:
        """Days since the own deadline; 0 before it."""
        return max(0, (self.day - self.deadline).days) if self.deadline else 0


def missing_people(
    session: Session, viewer: StaffMember, asked: MissingFilter, *, offset: int = 0,
    limit: int | None = None,
) -> list[MissingReader]:  # fmt: skip
    """Those who were waited for, as far as this person may watch; by unit, then by name."""
    order = (
        Department.position, Department.id, StaffMember.full_name, StaffMember.id, ReadingPeriod.id,
    )  # fmt: skip
    rows = session.execute(
        _query(viewer, asked)
        .options(joinedload(Directive.issuing_body))
        .order_by(*order)
        .offset(offset)
        .limit(limit)
    )
    return [
        MissingReader(staff, unit, directive, deadline, asked.day)
        for staff, unit, directive, deadline in rows
    ]


def count_missing(session: Session, viewer: StaffMember, asked: MissingFilter) -> int:
    """How many readings were waited for."""
    return session.scalar(_query(viewer, asked).with_only_columns(func.count())) or 0


def _query(viewer: StaffMember, asked: MissingFilter) -> Select[*tuple[Any, ...]]:
    period, day = ReadingPeriod, asked.day
    named = {period.assignment_id: asked.assignment_id, period.department_id: asked.department_id}
    narrower: list[Any] = [column == id for column, id in named.items() if id is not None]
    if asked.since is not None and asked.until is not None:
        narrower.append(period.assignment_id.in_(given_between(asked.since, asked.until)))
    if asked.only_late:
        narrower.append(reading_rules.late_on(day))
    return (
        select(StaffMember, Department, Directive, period.deadline)
        .join_from(period, StaffMember, StaffMember.id == period.staff_id)
        .join(Department, Department.id == period.department_id)
        .join(Assignment, Assignment.id == period.assignment_id)
        .join(Directive, Directive.id == Assignment.directive_id)
        .where(reading_rules.expected_on(day), reading_rules.missing_on(day), *narrower)
        .where(watches(viewer, period.department_id), visible_to(viewer))
    )
