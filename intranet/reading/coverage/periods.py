"""In which times a person is expected to read an assignment: cut where anything changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from intranet.people.organization.working_days import Calendar
from intranet.people.roles import Permission, roles_with
from intranet.reading.coverage.facts import (
    AssignmentFacts,
    AudienceFact,
    PersonFacts,
    Posting,
    Span,
)

READERS = roles_with(Permission.READ)


@dataclass(frozen=True)
class PlannedPeriod(Span):
    """A time in one unit, excused or not, with the deadline that holds in it."""

    department_id: int
    excused: bool
    deadline: date | None = None


def planned(
    given: AssignmentFacts, person: PersonFacts, excuses: Sequence[Span], calendar: Calendar
) -> list[PlannedPeriod]:
    """The stretches of a person in order; none when the person was never expected."""
    away = [*person.absences, *excuses]
    listed_from = _listed_from(given, person) if given.fixed else None
    if given.fixed and listed_from is None:
        return []
    pieces: list[PlannedPeriod] = []
    for start, end in _cuts(given, person, away):
        here = _place(person, start)
        if here is None or here.role not in READERS:
            continue
        if listed_from is not None:
            if start < listed_from:
                continue
        elif not _addressed(_known(given, start), person, here, start):
            continue
        excused = any(one.covers(start) for one in away)
        last = pieces[-1] if pieces else None
        if last and last.until == start and (last.department_id, last.excused) == (
            here.department_id, excused,
        ):  # fmt: skip
            pieces[-1] = replace(last, until=end)
        else:
            pieces.append(PlannedPeriod(start, end, here.department_id, excused))
    return list(_with_deadlines(given, pieces, away, calendar))


def _cuts(
    given: AssignmentFacts, person: PersonFacts, away: Sequence[Span]
) -> Iterator[tuple[date, date | None]]:
    first, last = given.assigned_on, given.closed_on
    if last is not None and last <= first:
        return
    days = {one.added_on for one in given.entries}
    for span in (*person.places, *person.groups, *away):
        days |= {span.since, span.until}
    inside = sorted({day for day in days if day and day > first and (last is None or day < last)})
    yield from pairwise([first, *inside, last])


def _place(person: PersonFacts, day: date) -> Posting | None:
    for one in person.places:
        if one.since <= day and (one.until is None or day < one.until):
            return one
    return None


def _known(given: AssignmentFacts, day: date) -> list[AudienceFact]:
    return [one for one in given.entries if one.added_on is None or one.added_on <= day]


def _listed_from(given: AssignmentFacts, person: PersonFacts) -> date | None:
    # Who stands on a fixed list was meant on the day it was given, or on the day it was widened.
    days = sorted({max(one.added_on or given.assigned_on, given.assigned_on)
                   for one in given.entries if not one.excluded})  # fmt: skip
    for day in days:
        here = _place(person, day)
        known = _known(given, day)
        if day > given.assigned_on:
            known = [one for one in known if one.excluded or one.added_on == day]
        if here is not None and _addressed(known, person, here, day):
            return day
    return None


def _addressed(
    entries: Sequence[AudienceFact], person: PersonFacts, here: Posting, day: date
) -> bool:
    meant = by_name = unit_out = False
    for one in entries:
        if one.excluded:
            if one.staff_id == person.staff_id:
                return False
            unit_out = unit_out or one.department_id == here.department_id
        elif one.department_id is not None:
            meant = meant or one.department_id == here.department_id
        elif one.staff_id is not None:
            by_name = by_name or one.staff_id == person.staff_id
        elif one.role is not None:
            meant = meant or one.role is here.role
        elif one.title is not None:
            meant = meant or one.title == here.title
        elif one.group_id is not None:
            meant = meant or any(g.group_id == one.group_id and g.covers(day)
                                 for g in person.groups)  # fmt: skip
        else:
            meant = True
    return by_name or (meant and not unit_out)


def _with_deadlines(
    given: AssignmentFacts,
    pieces: Sequence[PlannedPeriod],
    away: Sequence[Span],
    calendar: Calendar,
) -> Iterator[PlannedPeriod]:
    if given.deadline is None or given.working_days is None:
        yield from pieces
        return
    due: date | None = None
    previous: PlannedPeriod | None = None
    for piece in pieces:
        if previous is None or previous.until != piece.since:
            due = _deadline(given, piece.since, away, calendar)
        yield replace(piece, deadline=due)
        previous = piece


def _deadline(
    given: AssignmentFacts, first: date, away: Sequence[Span], calendar: Calendar
) -> date | None:
    assert given.deadline is not None
    assert given.working_days is not None
    here_from_the_start = first == given.assigned_on
    if here_from_the_start and not away:
        return given.deadline
    own = calendar.after(
        first, given.working_days, lambda day: any(one.covers(day) for one in away)
    )
    if own is None:
        return None
    disturbed = any(one.since <= own and (one.until is None or one.until > first) for one in away)
    return given.deadline if here_from_the_start and not disturbed else max(given.deadline, own)
