"""In which periods a person is expected to read an assignment: cut where anything changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from intranet.directives.audience.rule import Addressee, Audience, AudienceRow
from intranet.people.organization.working_days import Calendar
from intranet.reading.coverage.facts import AssignmentFacts, PersonFacts, Posting, Span
from intranet.reading.coverage.reading_rules import READERS, own_start


@dataclass(frozen=True)
class PlannedPeriod(Span):
    """A time in one unit, excused or not, with the deadline that holds in it."""

    department_id: int
    excused: bool
    deadline: date | None = None


def planned_periods(
    assignment: AssignmentFacts, person: PersonFacts, excuses: Sequence[Span], calendar: Calendar
) -> list[PlannedPeriod]:
    """The periods of a person in order; none when the person was never expected."""
    away = [*person.absences, *excuses]
    is_expected = _is_listed if assignment.fixed else _is_followed
    periods: list[PlannedPeriod] = []
    for start, end in _cuts(assignment, person, away):
        posting = _posting(person, start)
        if posting is None or posting.role not in READERS:
            continue
        if not is_expected(assignment, person, posting, start):
            continue
        excused = any(span.covers(start) for span in away)
        _extend(periods, PlannedPeriod(start, end, posting.department_id, excused))
    return list(_with_deadlines(assignment, periods, away, calendar, person.account_since))


def _extend(periods: list[PlannedPeriod], period: PlannedPeriod) -> None:
    # What goes on in the same unit, excused or not as before, is one period.
    if periods and periods[-1] == replace(period, since=periods[-1].since, until=period.since):
        periods[-1] = replace(periods[-1], until=period.until)
    else:
        periods.append(period)


def _cuts(
    assignment: AssignmentFacts, person: PersonFacts, away: Sequence[Span]
) -> Iterator[tuple[date, date | None]]:
    first, last = assignment.assigned_on, assignment.closed_on
    if last is not None and last <= first:
        return
    days = {day for entry in assignment.entries for day in (entry.added_on, entry.ended_on)}
    for span in (*person.postings, *person.groups, *away):
        days |= {span.since, span.until}
    inside = sorted({day for day in days if day and day > first and (last is None or day < last)})
    yield from pairwise([first, *inside, last])


def _posting(person: PersonFacts, day: date) -> Posting | None:
    return next((posting for posting in person.postings if posting.covers(day)), None)


def _is_followed(
    assignment: AssignmentFacts, person: PersonFacts, posting: Posting, day: date
) -> bool:
    known = [entry for entry in assignment.entries if entry.holds_on(day)]
    return _is_addressed(known, person, posting, day)


def _is_listed(
    assignment: AssignmentFacts, person: PersonFacts, _posting_now: Posting, day: date
) -> bool:
    # Who stands on a fixed list was meant on the day it was given, or on the day it was widened,
    # by entries that still hold.
    first = assignment.assigned_on
    known = [(max(e.added_on or first, first), e) for e in assignment.entries if e.holds_on(day)]
    for listed_on in sorted({on for on, entry in known if not entry.excluded}):
        posting = _posting(person, listed_on)
        entries = [entry for on, entry in known if entry.excluded or on == listed_on]
        if posting is not None and _is_addressed(entries, person, posting, listed_on):
            return True
    return False


def _is_addressed(
    entries: Sequence[AudienceRow], person: PersonFacts, posting: Posting, day: date
) -> bool:
    groups = frozenset(group.group_id for group in person.groups if group.covers(day))
    return _audience(tuple(entries)).means(
        Addressee(person.staff_id, posting.department_id, posting.role, posting.title, groups)
    )


# The same audience is asked for every person and every day on which something changes.
_audience = lru_cache(maxsize=4096)(Audience.of)


def _with_deadlines(
    assignment: AssignmentFacts,
    periods: Sequence[PlannedPeriod],
    away: Sequence[Span],
    calendar: Calendar,
    account_since: date | None,
) -> Iterator[PlannedPeriod]:
    due: date | None = None
    previous: PlannedPeriod | None = None
    for period in periods:
        if previous is None or previous.until != period.since:
            first = own_start(period.since, account_since)
            due = own_deadline(assignment, first, away, calendar)
        yield replace(period, deadline=due)
        previous = period


def own_deadline(
    assignment: AssignmentFacts, first: date, away: Sequence[Span], calendar: Calendar
) -> date | None:
    """By when somebody whose time runs from a day should be done; days away are given on top.

    Never before the deadline of the assignment; None without one, or when the person is away for
    good.
    """
    if assignment.deadline is None or assignment.working_days is None:
        return None
    from_the_start = first == assignment.assigned_on
    if from_the_start and not away:
        return assignment.deadline
    own = calendar.after(
        first, assignment.working_days, lambda day: any(span.covers(day) for span in away)
    )
    if own is None:
        return None
    disturbed = any(span.since <= own and (span.until is None or span.until > first)
                    for span in away)  # fmt: skip
    undisturbed = from_the_start and not disturbed
    return assignment.deadline if undisturbed else max(assignment.deadline, own)
