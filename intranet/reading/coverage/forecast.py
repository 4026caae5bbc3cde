"""How one directive makes its way: the days it passed, and when all will have read it."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func
from sqlalchemy.orm import Session

from intranet.core.clock import local_day, today
from intranet.people.models import StaffMember
from intranet.people.organization.holidays import calendar
from intranet.people.organization.working_days import Calendar
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.coverage.queries import watched_stretches
from intranet.reading.models import Assignment

LOOKED_AT = 7
"""Days back from today whose pace the forecast goes on with."""


@dataclass(frozen=True)
class Milestone:
    """One day on the way, None while it is not reached; working days since the stop before."""

    name: str
    day: date | None
    taken: int | None


@dataclass(frozen=True)
class Forecast:
    """The stops, and the day on which nobody will be missing if people go on as they do.

    `expected_on` is None when nobody is missing, and when nobody read lately: nothing can be said.
    """

    stops: tuple[Milestone, ...]
    expected_on: date | None
    lately: int


def pace(session: Session, viewer: StaffMember, assignment: Assignment, missing: int) -> Forecast:
    """The way of an assignment among those whom this person watches."""
    watched, since = watched_stretches(viewer, assignment), today() - timedelta(days=LOOKED_AT)
    first, last, lately = session.execute(
        watched.with_only_columns(
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
        ("opened", first),
        ("complete", last if not missing else None),
    )
    return Forecast(_stops(days, calendar(session)), _forecast(missing, lately), lately)


def _stops(days: tuple[tuple[str, date | None], ...], known: Calendar) -> tuple[Milestone, ...]:
    found: list[Milestone] = []
    before: date | None = None
    for name, day in days:
        taken = known.between(before, day) if before and day else None
        found.append(Milestone(name, day, taken))
        before = day or before
    return tuple(found)


def _forecast(missing: int, lately: int) -> date | None:
    if not missing or not lately:
        return None
    return today() + timedelta(days=-(-missing * LOOKED_AT // lately))
