"""One directive over time: the days it passed, and when all will have read it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func
from sqlalchemy.orm import Session

from intranet.core.clock import local_day, today
from intranet.people.models import StaffMember
from intranet.people.organization.working_days import Calendar, calendar
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


def forecast(
    session: Session, viewer: StaffMember, assignment: Assignment, missing: int,
    department_id: int | None = None,
) -> Forecast:  # fmt: skip
    """The forecast of an assignment among those whom this person watches, or of one unit."""
    since = today() - timedelta(days=LOOKED_AT)
    first_opened, last_done, lately = session.execute(
        watched_periods(viewer, assignment, department_id).with_only_columns(
            func.min(ReadingPeriod.opened_on),
            func.max(ReadingPeriod.done_on),
            func.count().filter(ReadingPeriod.done_on > since),
        )
    ).one()
    days = (
        *_before_publication(assignment),
        ("published", local_day(assignment.assigned_at)),
        ("opened", first_opened),
        ("complete", last_done if not missing else None),
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
    session: Session, viewer: StaffMember, assignment: Assignment, department_id: int | None = None
) -> int | None:
    """Median hours from assignment to being done; None while nobody is."""
    periods = watched_periods(viewer, assignment, department_id)
    done = periods.where(ReadingPeriod.done_at.is_not(None))
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
