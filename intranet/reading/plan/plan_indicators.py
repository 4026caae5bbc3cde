"""The two indicators of the agency's plan: all people informed, all directives shared in time.

Beside the first stands the figure by readings, under its own name.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select
from sqlalchemy.orm import Session

from intranet.core.clock import local_day, start_of
from intranet.directives.audience.visibility import visible
from intranet.directives.models import Directive
from intranet.language.bodies.levels import Level
from intranet.people.models import StaffMember
from intranet.people.organization.working_days import calendar
from intranet.reading.coverage.counts import CompletionRate
from intranet.reading.coverage.queries import total_counts
from intranet.reading.plan.informed_people import people_counts


@dataclass(frozen=True)
class SharedDirective:
    """One directive from outside: when it was published, and how many working days that took."""

    directive: Directive
    published_on: date
    taken: int


def people_informed(
    session: Session, viewer: StaffMember, day: date | None = None
) -> CompletionRate:
    """The plan's number: people informed of all in post, at the end of a day (None: now)."""
    return people_counts(session, viewer, day).rate


def readings_done(session: Session, viewer: StaffMember, day: date | None = None) -> CompletionRate:
    """Readings done of all that were required, at the end of a day (None: now).

    Whoever is away or excused is left out; the rule stands in coverage/reading_rules.py.
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
            _of_this_year(viewer, day).with_only_columns(*columns)
        )
    ]
    in_time = sum(working_days <= prompt_days for working_days in taken)
    return CompletionRate(in_time, len(taken), prompt_days)


def shared_late(
    session: Session, viewer: StaffMember, prompt_days: int, day: date
) -> Sequence[SharedDirective]:
    """Those that were published later, the slowest first."""
    late = later_than(session, session.scalars(_of_this_year(viewer, day)), prompt_days)
    return sorted(late, key=lambda shared: (-shared.taken, shared.directive.received_on))


def later_than(
    session: Session, directives: Iterable[Directive], prompt_days: int
) -> Iterator[SharedDirective]:
    """Those of these directives that were published after more than so many working days."""
    days = calendar(session)
    for directive in directives:
        published = local_day(directive.published_at)
        taken = days.between(directive.received_on, published)
        if taken > prompt_days:
            yield SharedDirective(directive, published, taken)


def _of_this_year(viewer: StaffMember, day: date) -> Select[Directive]:
    return arrived(viewer, day.replace(month=1, day=1), day, day)


def arrived(viewer: StaffMember, since: date, until: date, day: date) -> Select[Directive]:
    """What came from outside in these days (both included), published by the end of a day."""
    return visible(viewer).where(
        Directive.level != Level.AGENCY,
        Directive.received_on.between(since, until),
        Directive.published_at < start_of(day + timedelta(days=1)),
    )
