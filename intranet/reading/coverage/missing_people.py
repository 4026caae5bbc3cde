"""Whom a directive waited for at the end of a day: the list behind a figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from intranet.directives.audience.visibility import visible_to
from intranet.directives.models import Directive
from intranet.people.models import Department, StaffMember
from intranet.reading.coverage import report_counts, rules
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.coverage.queries import watches
from intranet.reading.models import Assignment


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
    days_late: int


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
        MissingReader(
            staff, unit, directive, period.deadline, _days_late(period.deadline, asked.day)
        )
        for period, staff, unit, directive in rows
    ]


def count_missing(session: Session, viewer: StaffMember, asked: MissingFilter) -> int:
    """How many readings were waited for."""
    return session.scalar(_query(viewer, asked).with_only_columns(func.count())) or 0


def _days_late(deadline: date | None, day: date) -> int:
    return max(0, (day - deadline).days) if deadline else 0


def _query(viewer: StaffMember, asked: MissingFilter) -> Select[*tuple[Any, ...]]:
    return (
        select(ReadingPeriod, StaffMember, Department, Directive)
        .join(StaffMember, StaffMember.id == ReadingPeriod.staff_id)
        .join(Department, Department.id == ReadingPeriod.department_id)
        .join(Assignment, Assignment.id == ReadingPeriod.assignment_id)
        .join(Directive, Directive.id == Assignment.directive_id)
        .where(rules.expected_on(asked.day), rules.missing_on(asked.day))
        .where(watches(viewer, ReadingPeriod.department_id), visible_to(viewer))
        .where(*_narrowed(asked))
    )


def _narrowed(asked: MissingFilter) -> Sequence[Any]:
    conditions: list[Any] = []
    if asked.assignment_id is not None:
        conditions.append(ReadingPeriod.assignment_id == asked.assignment_id)
    if asked.department_id is not None:
        conditions.append(ReadingPeriod.department_id == asked.department_id)
    if asked.since is not None and asked.until is not None:
        given = report_counts.given_between(asked.since, asked.until)
        conditions.append(ReadingPeriod.assignment_id.in_(given))
    if asked.only_late:
        conditions.append(rules.late_on(asked.day))
    return conditions
