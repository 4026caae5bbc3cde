"""What coverage means, written to be read and not to be fast: one person, one day at a time.

Everything that counts quickly is tested against this. It knows no intervals, only days.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from intranet.directives.audience.rule import AudienceRow
from intranet.people.organization.working_days import Calendar
from intranet.people.roles import Permission, roles_with
from intranet.reading.coverage.facts import (
    AssignmentFacts,
    PersonFacts,
    Posting,
    Span,
    StepTaken,
)
from intranet.reading.models import Step

FAR = 4000


@dataclass(frozen=True)
class History:
    """One assignment and everything that bears on it."""

    given: AssignmentFacts
    people: Sequence[PersonFacts]
    excuses: Mapping[int, Sequence[Span]]
    taken: Mapping[int, Sequence[StepTaken]]
    calendar: Calendar


def place(person: PersonFacts, day: date) -> Posting | None:
    """Where the person serves on a day."""
    return next((one for one in person.postings if one.covers(day)), None)


def is_meant(entry: AudienceRow, person: PersonFacts, day: date) -> bool:
    """Whether one row of an audience means the person on a day."""
    here = place(person, day)
    if here is None:
        return False
    named = {
        "department_id": here.department_id, "staff_id": person.staff_id, "role": here.role,
        "title": here.title,
    }  # fmt: skip
    if entry.group_id is not None:
        return any(one.group_id == entry.group_id and one.covers(day) for one in person.groups)
    return all(getattr(entry, name) in (None, value) for name, value in named.items())


def is_addressed(entries: Iterable[AudienceRow], person: PersonFacts, day: date) -> bool:
    """Whether these rows mean the person: named, and not left out in person or with the unit."""
    rows = [one for one in entries if one.excluded is False and is_meant(one, person, day)]
    out = [one for one in entries if one.excluded and is_meant(one, person, day)]
    by_name = any(one.staff_id == person.staff_id for one in rows)
    left_out = any(one.staff_id is not None or not by_name for one in out)
    return bool(rows) and not left_out


def is_expected(given: AssignmentFacts, person: PersonFacts, day: date) -> bool:
    """Whether the person should have the assignment in the own list on a day."""
    here = place(person, day)
    ended = given.closed_on is not None and given.closed_on <= day
    if (
        here is None
        or here.role not in roles_with(Permission.READ)
        or day < given.assigned_on
        or ended
    ):
        return False
    known = [
        one
        for one in given.entries
        if (one.added_on or day) <= day and (one.ended_on is None or one.ended_on > day)
    ]
    if not given.fixed:
        return is_addressed(known, person, day)
    # A fixed list is taken on the day of the assignment, and again on each day that widened it.
    since = {id(one): max(one.added_on or given.assigned_on, given.assigned_on) for one in known}
    return any(
        is_addressed(
            [one for one in known if one.excluded or since[id(one)] == start],
            person,
            start,
        )
        for start in {since[id(one)] for one in known if not one.excluded}
    )


def is_away(history: History, person: PersonFacts, day: date) -> bool:
    """Whether the person is on leave, seconded, or excused from this assignment."""
    excuses = history.excuses.get(person.staff_id, ())
    return any(one.covers(day) for one in (*person.absences, *excuses))


def deadline(history: History, person: PersonFacts, day: date) -> date | None:
    """By when the person who is expected on a day should be done."""
    given = history.given
    if given.deadline is None or given.working_days is None:
        return None
    first = day
    while is_expected(given, person, first - timedelta(days=1)):
        first -= timedelta(days=1)
    first = max(first, person.account_since or first)
    last, left = first, given.working_days
    while left and (last - first).days < FAR:
        last += timedelta(days=1)
        if history.calendar.is_working(last) and not is_away(history, person, last):
            left -= 1
    if left:
        return None
    undisturbed = first == given.assigned_on and not any(
        is_away(history, person, first + timedelta(days=n)) for n in range((last - first).days + 1)
    )
    return given.deadline if undisturbed else max(given.deadline, last)


def count(history: History, day: date) -> Counter[tuple[int, str]]:
    """(unit, "expected" | "excused" | "delivered" | … | "done" | "in_time") → people."""
    counted: Counter[tuple[int, str]] = Counter()
    for person in history.people:
        here = place(person, day)
        if here is None or not is_expected(history.given, person, day):
            continue
        for name in names(history, person, day):
            counted[here.department_id, name] += 1
    return counted


def names(history: History, person: PersonFacts, day: date) -> list[str]:
    """All that holds for one expected person on a day."""
    taken = [one for one in history.taken.get(person.staff_id, ()) if one.day <= day]
    steps = {one.step for one in taken}
    enough = {Step.CONFIRMED} if history.given.must_confirm else {Step.CONFIRMED, Step.READ_THROUGH}
    ends = [one.day for one in taken if one.step in enough]
    words = {
        Step.DELIVERED: "delivered", Step.OPENED: "opened", Step.READ_THROUGH: "read",
        Step.CONFIRMED: "confirmed",
    }  # fmt: skip
    found = ["expected", *(words[step] for step in steps)]
    if not ends:
        return [*found, "excused"] if is_away(history, person, day) else found
    due = deadline(history, person, day)
    found.append("done")
    return [*found, "in_time"] if due is None or min(ends) <= due else found


def stands(histories: Iterable[History], person: PersonFacts, day: date) -> str:
    """How a person in post stands by the plan's number: "away", "late" or "informed"."""
    if any(one.covers(day) for one in person.absences):
        return "away"
    return "late" if any(is_late(history, person, day) for history in histories) else "informed"


def is_late(history: History, person: PersonFacts, day: date) -> bool:
    """Whether something that is required of the person is not done after their own deadline."""
    if not is_expected(history.given, person, day) or is_away(history, person, day):
        return False
    due = deadline(history, person, day)
    return due is not None and due < day and "done" not in names(history, person, day)
