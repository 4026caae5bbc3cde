"""One directive over time: the days it passed, its curve, and when all will have read it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, islice

from flask_babel import gettext as _
from sqlalchemy import func
from sqlalchemy.orm import Session

from intranet.core.clock import local_day, today
from intranet.people.models import StaffMember
from intranet.people.organization.working_days import Calendar, calendar
from intranet.reading.coverage.counts import CompletionRate
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.coverage.queries import watched_periods
from intranet.reading.models import Assignment

LONGEST_DAYS = 400
LOOKED_AT = 7
"""Days back from today; the forecast goes on with as many readings a day as there were in them."""


@dataclass(frozen=True)
class Milestone:
    """One day of a directive, None while it is not reached; working days since the one before."""

    name: str
    day: date | None
    taken: int | None


@dataclass(frozen=True)
class Forecast:
    """The milestones, and the day on which nobody will be missing if people go on as they do.

    `expected_on` is None when nobody is missing, and when nobody read lately: nothing can be said.
    """

    milestones: tuple[Milestone, ...]
    expected_on: date | None
    lately: int


def forecast(
    session: Session, viewer: StaffMember, assignment: Assignment, missing: int
) -> Forecast:
    """The forecast of an assignment among those whom this person watches."""
    since = today() - timedelta(days=LOOKED_AT)
    first_opened, last_done, lately = session.execute(
        watched_periods(viewer, assignment).with_only_columns(
            func.min(ReadingPeriod.opened_on),
            func.max(ReadingPeriod.done_on),
            func.count().filter(ReadingPeriod.done_on > since),
        )
    ).one()
    directive = assignment.directive
    days = (
        ("issued", directive.issued_on),
        ("arrived", directive.received_on),
        ("published", local_day(assignment.assigned_at)),
        ("opened", first_opened),
        ("complete", last_done if not missing else None),
    )
    milestones = tuple(_milestones(days, calendar(session)))
    left = timedelta(days=-(-missing * LOOKED_AT // lately)) if missing and lately else None
    return Forecast(milestones, today() + left if left else None, lately)


def _milestones(days: Iterable[tuple[str, date | None]], calendar: Calendar) -> Iterator[Milestone]:
    before: date | None = None
    for name, day in days:
        yield Milestone(name, day, calendar.between(before, day) if before and day else None)
        before = day or before


def _done_by_day(
    session: Session, viewer: StaffMember, assignment: Assignment
) -> list[tuple[date, int]]:
    # How many of those expected today were done at the end of each day since it was given; until
    # two days after the last confirmation or the deadline, today at the latest.
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
    before = sum(number for day, number in finished.items() if day < first)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    totals = accumulate((finished.get(day, 0) for day in days), initial=before)
    return list(zip(days, islice(totals, 1, None), strict=True))


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
    session: Session, viewer: StaffMember, assignment: Assignment, rate: CompletionRate
) -> dict[str, object]:
    """What the chart of one directive draws; days as dd/mm."""
    points = _done_by_day(session, viewer, assignment)
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
