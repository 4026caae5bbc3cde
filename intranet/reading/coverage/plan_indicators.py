"""The two indicators of the agency's plan, each with its rule: all informed, all shared in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from intranet.core.clock import local_day, start_of
from intranet.directives.audience.visibility import visible
from intranet.directives.models import Directive
from intranet.language.bodies.levels import Level
from intranet.people.models import StaffMember
from intranet.people.organization.working_days import calendar
from intranet.reading.coverage.completion_rate import CompletionRate
from intranet.reading.coverage.queries import total_counts


@dataclass(frozen=True)
class SharedDirective:
    """One directive from outside: when it was published, and how many working days that took."""

    directive: Directive
    published_on: date
    taken: int


def informed(session: Session, viewer: StaffMember, day: date | None = None) -> CompletionRate:
    """Readings done of all that were required, at the end of a day (None: now).

    Whoever is away or excused is left out; the rule stands in coverage/rules.py.
    """
    return total_counts(session, viewer, day).rate


def shared_in_time(
    session: Session, viewer: StaffMember, prompt_days: int, day: date
) -> CompletionRate:
    """Directives that came from outside this year, published within so many working days."""
    days, columns = calendar(session), (Directive.received_on, Directive.published_at)
    taken = [
        days.between(received, local_day(published))
        for received, published in session.execute(
            _arrived(viewer, day).with_only_columns(*columns)
        )
    ]
    in_time = sum(working_days <= prompt_days for working_days in taken)
    return CompletionRate(in_time, len(taken), prompt_days)


def shared_late(
    session: Session, viewer: StaffMember, prompt_days: int, day: date
) -> Sequence[SharedDirective]:
    """Those that were published later, the slowest first."""
    days = calendar(session)
    late = []
    for directive in session.scalars(_arrived(viewer, day)):
        published = local_day(directive.published_at)
        taken = days.between(directive.received_on, published)
        if taken > prompt_days:
            late.append(SharedDirective(directive, published, taken))
    return sorted(late, key=lambda shared: (-shared.taken, shared.directive.received_on))


def _arrived(viewer: StaffMember, day: date) -> Select[Directive]:
    return select(Directive).where(
        Directive.id.in_(visible(viewer).with_only_columns(Directive.id)),
        Directive.level != Level.AGENCY,
        Directive.received_on.between(date(day.year, 1, 1), day),
        Directive.published_at < start_of(day + timedelta(days=1)),
    )
