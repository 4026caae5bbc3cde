"""Coverage counts for a report: of what was given to read in a time, by directive and by unit."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from intranet.core.clock import start_of, today
from intranet.directives.models import Directive
from intranet.reading.coverage import counts, rules
from intranet.reading.coverage.counts import CoverageCounts
from intranet.reading.coverage.models import ReadingPeriod, TotalCoverageCount, UnitCoverageCount
from intranet.reading.models import Assignment, ReceiptMethod


def given_between(since: date, until: date) -> Select[*tuple[Any, ...]]:
    """The ids of the assignments that were given from one day to another, both included.

    What is isolated is left out: no figure may tell of it.
    """
    return (
        select(Assignment.id)
        .join(Directive, Directive.id == Assignment.directive_id)
        .where(Assignment.assigned_at >= start_of(since))
        .where(Assignment.assigned_at < start_of(until + timedelta(days=1)))
        .where(Directive.isolated_at.is_(None))
    )


@dataclass(frozen=True)
class ReportCounts(CoverageCounts):
    """The counts of one directive or one unit; `late` were missing after their own deadline.

    `in_meeting` of those done were told in a meeting.
    """

    in_meeting: int = 0
    late: int = 0


def by_assignment(
    session: Session, given: Select[*tuple[Any, ...]], day: date
) -> dict[int, ReportCounts]:
    """The counts of these assignments at the end of a day, over all units."""
    if day != today():
        return _counted_then(session, ReadingPeriod.assignment_id, given, day)
    t = TotalCoverageCount
    rows = session.execute(
        select(t.assignment_id, *counts.stored(t)).where(t.assignment_id.in_(given))
    )
    stored = {assignment: ReportCounts(*numbers) for assignment, *numbers in rows}
    told = _count(session, ReadingPeriod.assignment_id, given, day, _in_meeting_by(day))
    return {key: replace(numbers, in_meeting=told.get(key, 0)) for key, numbers in stored.items()}


def by_unit(
    session: Session, given: Select[*tuple[Any, ...]], day: date
) -> dict[int, ReportCounts]:
    """The counts of units at the end of a day, over these assignments."""
    if day != today():
        return _counted_then(session, ReadingPeriod.department_id, given, day)
    u = UnitCoverageCount
    rows = session.execute(
        select(u.department_id, *counts.summed(u))
        .where(u.assignment_id.in_(given), u.expected > 0)
        .group_by(u.department_id)
    )
    stored = {unit: ReportCounts(*numbers) for unit, *numbers in rows}
    late = _count(session, ReadingPeriod.department_id, given, day, rules.late_on(day))
    return {key: replace(numbers, late=late.get(key, 0)) for key, numbers in stored.items()}


def _in_meeting_by(day: date) -> ColumnElement[bool]:
    return and_(ReadingPeriod.done_way == ReceiptMethod.MEETING, rules.done_by(day))


def _counted_then(
    session: Session, key: Any, given: Select[*tuple[Any, ...]], day: date
) -> dict[int, ReportCounts]:
    more = (func.count().filter(held) for held in (_in_meeting_by(day), rules.late_on(day)))
    rows = session.execute(
        select(key, *counts.counted_on(day), *more)
        .where(rules.expected_on(day), ReadingPeriod.assignment_id.in_(given))
        .group_by(key)
    )
    return {group: ReportCounts(*numbers) for group, *numbers in rows}


def _count(
    session: Session,
    key: Any,
    given: Select[*tuple[Any, ...]],
    day: date,
    condition: ColumnElement[bool],
) -> dict[int, int]:
    rows = session.execute(
        select(key, func.count())
        .where(rules.expected_on(day), condition, ReadingPeriod.assignment_id.in_(given))
        .group_by(key)
    )
    return {row[0]: row[1] for row in rows}
