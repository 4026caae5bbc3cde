"""The curve of one directive: how many were done by day, and the hours it took."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask_babel import gettext as _
from sqlalchemy import func
from sqlalchemy.orm import Session

from intranet.core.clock import local_day, today
from intranet.people.models import StaffMember
from intranet.reading.coverage.completion_rate import CompletionRate
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.coverage.queries import watched_periods
from intranet.reading.models import Assignment

LONGEST_DAYS = 400


def done_by_day(
    session: Session, viewer: StaffMember, assignment: Assignment
) -> list[tuple[date, int]]:
    """How many of those expected today were done at the end of each day since it was given.

    The curve ends two days after the last confirmation or the deadline, today at the latest.
    """
    rows = session.execute(
        watched_periods(viewer, assignment)
        .where(ReadingPeriod.done_on.is_not(None))
        .with_only_columns(ReadingPeriod.done_on, func.count())
        .group_by(ReadingPeriod.done_on)
    )
    finished: dict[date, int] = {row[0]: row[1] for row in rows if row[0]}
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
    done = watched_periods(viewer, assignment).where(ReadingPeriod.done_at.is_not(None))
    number = session.scalar(done.with_only_columns(func.count())) or 0
    if not number:
        return None
    moments = session.scalars(
        done.with_only_columns(ReadingPeriod.done_at)
        .order_by(ReadingPeriod.done_at)
        .offset((number - 1) // 2)
        .limit(2 - number % 2)
    ).all()
    given = assignment.assigned_at
    hours = [(moment - given).total_seconds() / 3600 for moment in moments if moment]
    return round(sum(hours) / len(hours))


def curve_data(
    points: Sequence[tuple[date, int]], rate: CompletionRate, assignment: Assignment
) -> dict[str, object]:
    """What the chart of one directive draws; days as dd/mm."""
    deadline = f"{assignment.deadline:%d/%m}" if assignment.deadline else None
    return {
        "days": [f"{day:%d/%m}" for day, _done in points],
        "values": [done for _day, done in points],
        "total": rate.total,
        "total_label": _("Đủ %(n)s người", n=rate.total),
        "deadline": deadline,
        "deadline_label": _("Hạn %(day)s", day=deadline) if deadline else None,
        "last_label": f"{rate.done}/{rate.total}",
    }
