"""One directive over time: the days it passed, and when all will have read it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from intranet.core.clock import local_day, today
from intranet.people.models import StaffMember
from intranet.people.organization.working_days import Calendar, calendar
from intranet.reading.coverage.curve import DaysDone
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.coverage.queries import watched_periods
from intranet.reading.models import Assignment

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


def forecast(session: Session, done: DaysDone, assignment: Assignment, missing: int) -> Forecast:
    """The forecast of an assignment, by the days on which its people were done."""
    since = today() - timedelta(days=LOOKED_AT)
    lately = sum(number for day, number in done.finished.items() if day > since)
    days = (
        *_before_publication(assignment),
        ("published", local_day(assignment.assigned_at)),
        ("opened", done.first_opened),
        ("complete", None if missing else max(done.finished, default=None)),
    )
    milestones = tuple(_milestones(days, calendar(session)))
    left = timedelta(days=-(-missing * LOOKED_AT // lately)) if missing and lately else None
    return Forecast(milestones, today() + left if left else None, lately)


def _before_publication(assignment: Assignment) -> list[tuple[str, date | None]]:
    # The days of the directive are those of its first text, of a later one nothing is known before.
    directive = assignment.directive
    if assignment.version.number > 1:
        return []
    return [("issued", directive.issued_on), ("arrived", directive.received_on)]


def _milestones(days: Iterable[tuple[str, date | None]], calendar: Calendar) -> Iterator[Milestone]:
    before: date | None = None
    for name, day in days:
        yield Milestone(name, day, calendar.between(before, day) if before and day else None)
        before = day or before


def median_hours(
    session: Session, viewer: StaffMember, assignment: Assignment, number: int,
    department_id: int | None = None,
) -> int | None:  # fmt: skip
    """Median hours from assignment to being done of so many; None while nobody is."""
    if not number:
        return None
    moments = session.scalars(
        watched_periods(viewer, assignment, department_id)
        .where(ReadingPeriod.done_at.is_not(None))
        .with_only_columns(ReadingPeriod.done_at)
        .order_by(ReadingPeriod.done_at)
        .offset((number - 1) // 2)
        .limit(2 - number % 2)
    ).all()
    given = assignment.assigned_at
    hours = [(moment - given).total_seconds() / 3600 for moment in moments if moment]
    return round(sum(hours) / len(hours)) if hours else None
