"""How one assignment went: finished by day, and the hours it took."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import func
from sqlalchemy.orm import Session

from intranet.core.clock import local_day, today
from intranet.people.models import StaffMember
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.coverage.queries import watched_stretches
from intranet.reading.models import Assignment

LONGEST_DAYS = 400


def curve(session: Session, viewer: StaffMember, assignment: Assignment) -> list[tuple[date, int]]:
    """How many of those expected today were done at the end of each day since it was given.

    The curve ends two days after the last confirmation or the deadline, today at the latest.
    """
    rows = session.execute(
        watched_stretches(viewer, assignment)
        .where(ReadingPeriod.done_on.is_not(None))
        .with_only_columns(ReadingPeriod.done_on, func.count())
        .group_by(ReadingPeriod.done_on)
    ).all()
    finished = {day: number for day, number in rows if day is not None}
    start = local_day(assignment.assigned_at)
    ends = [*finished, start, *([assignment.deadline] if assignment.deadline else [])]
    last = min(today(), max(ends) + timedelta(days=2))
    first = max(start, last - timedelta(days=LONGEST_DAYS))
    total = sum(number for day, number in finished.items() if day < first)
    points = []
    for n in range((last - first).days + 1):
        total += finished.get(first + timedelta(days=n), 0)
        points.append((first + timedelta(days=n), total))
    return points


def median_hours(session: Session, viewer: StaffMember, assignment: Assignment) -> int | None:
    """Median hours from assignment to being done; None while nobody is."""
    done = watched_stretches(viewer, assignment).where(ReadingPeriod.done_at.is_not(None))
    number = session.scalar(done.with_only_columns(func.count())) or 0
    if not number:
        return None
    times: Sequence[object] = session.scalars(
        done.with_only_columns(ReadingPeriod.done_at)
        .order_by(ReadingPeriod.done_at)
        .offset((number - 1) // 2)
        .limit(2 - number % 2)
    ).all()
    taken = [(one - assignment.assigned_at).total_seconds() / 3600 for one in times]  # type: ignore
    return round(sum(taken) / len(taken))
