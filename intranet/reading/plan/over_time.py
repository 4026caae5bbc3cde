"""The plan's numbers at the end of each month: people informed, readings done, by unit too."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intranet.core.clock import local_day
from intranet.people.models import StaffMember
from intranet.reading.coverage import counts, reading_rules
from intranet.reading.coverage.counts import CompletionRate, CoverageCounts
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.coverage.queries import watches
from intranet.reading.models import Assignment
from intranet.reading.plan.informed_people import people_counts

MONTHS = 6
"""How many months a chart looks back, the one of its last day among them."""


@dataclass(frozen=True)
class MonthEnd:
    """The last day of a month that is counted, people over all units, readings by unit."""

    day: date
    people: CompletionRate
    units: dict[int, CompletionRate]

    @property
    def readings(self) -> CompletionRate:
        """Readings of all units."""
        rates = self.units.values()
        return CompletionRate(sum(one.done for one in rates), sum(one.total for one in rates))


def month_ends(
    session: Session, viewer: StaffMember, day: date, months: int = MONTHS
) -> list[MonthEnd]:
    """The months up to a day, the first in which anything was given to read at the earliest."""
    first = session.scalar(select(func.min(Assignment.assigned_at)))
    if first is None:
        return []
    ends = [end for end in _ends(day, months) if end >= local_day(first)]
    return [
        MonthEnd(end, people_counts(session, viewer, end).rate, _units(session, viewer, end))
        for end in reversed(ends)
    ]


def _ends(day: date, months: int) -> Iterator[date]:
    for _ in range(months):
        yield day
        day = day.replace(day=1) - timedelta(days=1)


def _units(session: Session, viewer: StaffMember, day: date) -> dict[int, CompletionRate]:
    unit = ReadingPeriod.department_id
    rows = session.execute(
        select(unit, *counts.counted_on(day))
        .where(reading_rules.expected_on(day), watches(viewer, unit))
        .group_by(unit)
    )
    return {number: CoverageCounts(*counted).rate for number, *counted in rows}
