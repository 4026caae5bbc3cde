"""The curve of one directive: how many were done at the end of each day, up to its deadline."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, islice

from flask_babel import gettext as _
from sqlalchemy import func
from sqlalchemy.orm import Session

from intranet.core.clock import local_day, today
from intranet.people.models import StaffMember
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.coverage.queries import watched_periods
from intranet.reading.models import Assignment

LONGEST_DAYS, FARTHEST_AHEAD = 400, 60
"""The most days a curve looks back, and how far ahead a deadline still stands on it."""


@dataclass(frozen=True)
class Curve:
    """How many of `total` were done at the end of each day; None for days that are to come."""

    points: Sequence[tuple[date, int | None]]
    total: int
    deadline: date | None

    @property
    def done(self) -> int:
        """How many are done on the last day that has come."""
        return next((done for _day, done in reversed(self.points) if done is not None), 0)

    @property
    def rows(self) -> list[tuple[str, int]]:
        """The days on which the number changed, the first and the last that has come, as words."""
        reached = [(day, done) for day, done in self.points if done is not None]
        return [
            (f"{day:%d/%m/%Y}", done)
            for n, (day, done) in enumerate(reached)
            if n in (0, len(reached) - 1) or done != reached[n - 1][1]
        ]

    @property
    def data(self) -> dict[str, object]:
        """What the chart draws; days as dd/mm."""
        shown = [day for day, _done in self.points]
        deadline = f"{self.deadline:%d/%m}" if self.deadline in shown else None
        return {
            "days": [f"{day:%d/%m}" for day in shown],
            "values": [done for _day, done in self.points],
            "total": self.total,
            "total_label": _("Đủ %(n)s người", n=self.total),
            "deadline": deadline,
            "deadline_label": _("Hạn %(day)s", day=deadline) if deadline else None,
            "last_label": f"{self.done}/{self.total}",
        }


@dataclass(frozen=True)
class DaysDone:
    """How many were done on which day, and on which the first of all opened it."""

    finished: Mapping[date, int]
    first_opened: date | None


def days_done(
    session: Session, viewer: StaffMember, assignment: Assignment, department_id: int | None = None
) -> DaysDone:
    """The days of those expected today whom this person watches, or of one unit of them."""
    done_on, opened = ReadingPeriod.done_on, func.min(ReadingPeriod.opened_on)
    query = watched_periods(viewer, assignment, department_id)
    rows = session.execute(
        query.with_only_columns(done_on, func.count(), opened).group_by(done_on)
    ).all()
    finished = {row[0]: row[1] for row in rows if row[0]}
    return DaysDone(finished, min((row[2] for row in rows if row[2]), default=None))


def curve(days: DaysDone, assignment: Assignment, total: int) -> Curve:
    """The curve of an assignment that asks so many."""
    start = local_day(assignment.assigned_at)
    points = tuple(_points(days.finished, start, assignment.deadline))
    return Curve(points, total, assignment.deadline)


def _points(
    finished: Mapping[date, int], start: date, deadline: date | None
) -> Iterator[tuple[date, int | None]]:
    # Until two days after the last confirmation or the deadline, and to the deadline if it is near.
    day = today()
    last = min(day, max([*finished, start, *([deadline] if deadline else [])]) + timedelta(days=2))
    ahead = deadline if deadline and last < deadline <= day + timedelta(FARTHEST_AHEAD) else last
    first = max(start, last - timedelta(days=LONGEST_DAYS))
    before = sum(number for done_on, number in finished.items() if done_on < first)
    days = [first + timedelta(days=n) for n in range((max(last, ahead) - first).days + 1)]
    totals = accumulate((finished.get(one, 0) for one in days), initial=before)
    for one, total in zip(days, islice(totals, 1, None), strict=True):
        yield one, total if one <= last else None
