"""The two numbers of the plan, each with its rule: all informed, all shared in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from intranet.core.clock import HOME, local_day
from intranet.directives.audience.visibility import visible
from intranet.directives.models import Directive
from intranet.language.bodies.levels import Level
from intranet.people.models import StaffMember
from intranet.people.organization.holidays import calendar
from intranet.people.organization.working_days import Calendar
from intranet.reading.coverage import queries
from intranet.reading.coverage.completion_rate import CompletionRate


@dataclass(frozen=True)
class SharedDirective:
    """One directive from outside: when it came, when it was published, and the working days."""

    directive: Directive
    published_on: date
    taken: int


def informed(session: Session, viewer: StaffMember, day: date | None = None) -> CompletionRate:
    """Readings done of all that were required, at the end of a day (None: now).

    Whoever is away or excused is left out; the rule stands in docs/decisions/0012.
    """
    whole = queries.whole(session, viewer, day)
    return CompletionRate(whole.done, whole.required)


def shared_in_time(
    session: Session, viewer: StaffMember, prompt_days: int, day: date
) -> CompletionRate:
    """Directives that came from outside this year, published within so many working days."""
    days, at = calendar(session), (Directive.received_on, Directive.published_at)
    taken = [
        days.between(received, local_day(published))
        for received, published in session.execute(_arrived(viewer, day).with_only_columns(*at))
    ]
    return CompletionRate(sum(one <= prompt_days for one in taken), len(taken), prompt_days)


def shared_late(
    session: Session, viewer: StaffMember, prompt_days: int, day: date
) -> Sequence[SharedDirective]:
    """Those that were published later, the slowest first."""
    days = calendar(session)
    found = (_shared(one, days) for one in session.scalars(_arrived(viewer, day)))
    late = [one for one in found if one.taken > prompt_days]
    return sorted(late, key=lambda one: (-one.taken, one.directive.received_on))


def _arrived(viewer: StaffMember, day: date) -> Select[Directive]:
    end = datetime.combine(day + timedelta(days=1), time(), HOME)
    return select(Directive).where(
        Directive.id.in_(visible(viewer).with_only_columns(Directive.id)),
        Directive.level != Level.AGENCY,
        Directive.received_on.between(date(day.year, 1, 1), day),
        Directive.published_at < end,
    )


def _shared(one: Directive, days: Calendar) -> SharedDirective:
    published = local_day(one.published_at)
    return SharedDirective(one, published, days.between(one.received_on, published))
