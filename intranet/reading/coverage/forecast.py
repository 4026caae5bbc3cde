"""The forecast of one directive: the days it passed, and when all will have read it."""

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
    return Forecast(_milestones(days, calendar(session)), _expected_on(missing, lately), lately)


def _milestones(
    days: tuple[tuple[str, date | None], ...], calendar: Calendar
) -> tuple[Milestone, ...]:
    milestones: list[Milestone] = []
    before: date | None = None
    for name, day in days:
        taken = calendar.between(before, day) if before and day else None
        milestones.append(Milestone(name, day, taken))
        before = day or before
    return tuple(milestones)


def _expected_on(missing: int, lately: int) -> date | None:
    if not missing or not lately:
        return None
    return today() + timedelta(days=-(-missing * LOOKED_AT // lately))
