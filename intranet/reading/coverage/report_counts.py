"""Coverage counts for a report: of what was given to read in a time, by directive and by unit."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from intranet.core.clock import start_of
from intranet.directives.models import Directive
from intranet.reading.coverage import counts, rules
from intranet.reading.coverage.counts import CoverageCounts
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.models import Assignment, ReceiptMethod

Given = Select[int]
"""The ids of assignments."""


def given_between(since: date, until: date) -> Given:
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


def by_assignment(session: Session, given: Given, day: date) -> dict[int, ReportCounts]:
    """The counts of these assignments at the end of a day, over all units."""
    return _counted(session, ReadingPeriod.assignment_id, given, day)


def by_unit(session: Session, given: Given, day: date) -> dict[int, ReportCounts]:
    """The counts of units at the end of a day, over these assignments."""
    return _counted(session, ReadingPeriod.department_id, given, day)


def _counted(session: Session, key: Any, given: Given, day: date) -> dict[int, ReportCounts]:
    in_meeting = and_(ReadingPeriod.done_way == ReceiptMethod.MEETING, rules.done_by(day))
    more = (func.count().filter(condition) for condition in (in_meeting, rules.late_on(day)))
    rows = session.execute(
        select(key, *counts.counted_on(day), *more)
        .where(rules.expected_on(day), ReadingPeriod.assignment_id.in_(given))
        .group_by(key)
    )
    return {group: ReportCounts(*numbers) for group, *numbers in rows}
