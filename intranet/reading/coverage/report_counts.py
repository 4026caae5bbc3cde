"""Sums over what was given to read in a time, by directive and by unit, on any day."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from intranet.core.clock import HOME, today
from intranet.directives.models import Directive
from intranet.reading.coverage import counts
from intranet.reading.coverage.counts import NUMBERS
from intranet.reading.coverage.models import ReadingPeriod, TotalCoverageCount, UnitCoverageCount
from intranet.reading.coverage.queries import CoverageCounts
from intranet.reading.models import Assignment, ReceiptMethod


def moments(since: date, until: date) -> tuple[datetime, datetime]:
    """The first moment of a day and the first after another one, in the time of the office."""
    after = until + timedelta(days=1)
    return datetime.combine(since, time(), HOME), datetime.combine(after, time(), HOME)


def given_between(since: date, until: date) -> Select[Any]:
    """The ids of the assignments that were given from one day to another, both included.

    What is isolated is left out: no figure may tell of it.
    """
    start, end = moments(since, until)
    return (
        select(Assignment.id)
        .join(Directive, Directive.id == Assignment.directive_id)
        .where(Assignment.assigned_at >= start, Assignment.assigned_at < end)
        .where(Directive.isolated_at.is_(None))
    )


@dataclass(frozen=True)
class ReportCounts(CoverageCounts):
    """The numbers of one directive or one unit; `late` were missing after their own deadline.

    `in_meeting` of those done were told in a meeting.
    """

    in_meeting: int = 0
    late: int = 0


def by_assignment(session: Session, given: Select[Any], day: date) -> dict[int, ReportCounts]:
    """The sums of these assignments at the end of a day, over all units."""
    if day != today():
        return _then(session, ReadingPeriod.assignment_id, given, day)
    columns = [getattr(TotalCoverageCount, name) for name in NUMBERS]
    rows = session.execute(
        select(TotalCoverageCount.assignment_id, *columns).where(
            TotalCoverageCount.assignment_id.in_(given)
        )
    ).all()
    told = _counted(session, ReadingPeriod.assignment_id, given, day, *_in_meeting(day))
    return {row[0]: replace(ReportCounts(*row[1:]), in_meeting=told.get(row[0], 0)) for row in rows}


def by_unit(session: Session, given: Select[Any], day: date) -> dict[int, ReportCounts]:
    """The sums of units at the end of a day, over these assignments."""
    if day != today():
        return _then(session, ReadingPeriod.department_id, given, day)
    columns = [func.sum(getattr(UnitCoverageCount, name)) for name in NUMBERS]
    rows = session.execute(
        select(UnitCoverageCount.department_id, *columns)
        .where(UnitCoverageCount.assignment_id.in_(given), UnitCoverageCount.expected > 0)
        .group_by(UnitCoverageCount.department_id)
    ).all()
    late = _counted(session, ReadingPeriod.department_id, given, day, *late_on(day))
    return {row[0]: replace(ReportCounts(*row[1:]), late=late.get(row[0], 0)) for row in rows}


def missing_on(day: date) -> tuple[ColumnElement[bool], ...]:
    """The conditions on Stretch that hold for whoever was waited for at the end of a day."""
    # Today nothing is done later: the index of what is not done can be used.
    undone = ReadingPeriod.done_on.is_(None)
    return ~ReadingPeriod.excused, undone if day == today() else or_(
        undone, ReadingPeriod.done_on > day
    )


def late_on(day: date) -> tuple[ColumnElement[bool], ...]:
    """The conditions on Stretch that hold for whoever was missing after their deadline."""
    return (*missing_on(day), ReadingPeriod.deadline < day)


def _in_meeting(day: date) -> tuple[ColumnElement[bool], ...]:
    return ReadingPeriod.done_way == ReceiptMethod.MEETING, ReadingPeriod.done_on <= day


def _then(session: Session, key: Any, given: Select[Any], day: date) -> dict[int, ReportCounts]:
    more = [func.count().filter(*conditions) for conditions in (_in_meeting(day), late_on(day))]
    rows = session.execute(
        select(key, *counts.numbers(day), *more)
        .where(counts.on(day), ReadingPeriod.assignment_id.in_(given))
        .group_by(key)
    ).all()
    return {row[0]: ReportCounts(*row[1:]) for row in rows}


def _counted(
    session: Session, key: Any, given: Select[Any], day: date, *conditions: ColumnElement[bool]
) -> dict[int, int]:
    query = select(key, func.count()).where(counts.on(day), *conditions)
    rows = session.execute(query.where(ReadingPeriod.assignment_id.in_(given)).group_by(key)).all()
    return {row[0]: row[1] for row in rows}
