"""What the home page of each role shows: what is wrong first, then the own reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from intranet.core.clock import today
from intranet.core.office_settings import office
from intranet.directives.citations.missing_citations import MissingCitation, missing_citations
from intranet.directives.models import Directive
from intranet.directives.register.queries import newest_by_level
from intranet.intake.review.desk import ClerkDesk, clerk_desk
from intranet.language.bodies.levels import Level
from intranet.meetings.calendar.queries import next_meeting
from intranet.meetings.models import Meeting
from intranet.people.models import StaffMember
from intranet.people.permissions import Permission, may
from intranet.reading.assignments import my_reading
from intranet.reading.assignments.my_reading import MyReadingCounts, ToRead
from intranet.reading.coverage.counts import CompletionRate
from intranet.reading.coverage.overdue import (
    Overdue,
    OverdueDirective,
    OverdueUnit,
    overdue,
    overdue_directives,
    overdue_units,
)
from intranet.reading.coverage.readers import WaitingFilter
from intranet.reading.coverage.waiting_people import waiting_people
from intranet.reading.plan import plan_indicators
from intranet.reading.reminders.reminder_text import ReminderLetter, write_reminders
from intranet.reading.reminders.watched_readers import WatchedPerson, rest_of, watched_people
from intranet.search.saved.actions import SavedSearchState, saved_by

TO_READ, PEOPLE, DIRECTIVES, SAVED, REFUSED, CITED = 6, 6, 5, 5, 3, 3
"""How many rows of each list a home page names; the whole list is a page of its own."""


@dataclass(frozen=True)
class MyPart:
    """What everybody finds who reads: how far I am, and the next meeting."""

    counts: MyReadingCounts
    meeting: Meeting | None


@dataclass(frozen=True)
class OwnReading(MyPart):
    """What a reader finds besides: what is left, what is new, saved searches."""

    left: Sequence[ToRead]
    newest: dict[Level, list[Directive]]
    saved: Sequence[SavedSearchState]


@dataclass(frozen=True)
class PlanNumbers:
    """The numbers of the plan as of today; those of a unit know nothing of sharing in time."""

    people: CompletionRate
    readings: CompletionRate
    posted: CompletionRate | None
    day: date


@dataclass(frozen=True)
class WhatIsOverdue:
    """What a leader or the head of a unit can do something about: where, with what, and who."""

    found: Overdue
    units: Sequence[OverdueUnit]
    directives: Sequence[OverdueDirective]
    people: Sequence[WatchedPerson]
    letters: Sequence[ReminderLetter]
    rest: datetime | None


@dataclass(frozen=True)
class OfficeDesk:
    """What waits for the clerk: the desk, what is cited but missing, and what is overdue."""

    desk: ClerkDesk
    cited: Sequence[MissingCitation]
    cited_total: int
    overdue: Overdue


def my_part(session: Session, me: StaffMember) -> MyPart:
    """The own part of those who watch or check, in short."""
    return MyPart(my_reading.my_counts(session, me), next_meeting(session, me))


def own_reading(session: Session, me: StaffMember) -> OwnReading:
    """The own part of those who only read."""
    return OwnReading(
        my_reading.my_counts(session, me),
        next_meeting(session, me),
        my_reading.left_to_read(session, me, TO_READ),
        newest_by_level(session, me),
        saved_by(session, me)[:SAVED],
    )


def plan_numbers(session: Session, me: StaffMember) -> PlanNumbers:
    """The numbers of all that this person watches."""
    wide = may(me.role, Permission.WATCH_ALL)
    in_time = plan_indicators.shared_in_time
    return PlanNumbers(
        plan_indicators.people_informed(session, me),
        plan_indicators.readings_done(session, me),
        in_time(session, me, office().prompt_days, today()) if wide else None,
        today(),
    )


def what_is_overdue(session: Session, me: StaffMember) -> WhatIsOverdue:
    """Where somebody is late, and the people who are late with most."""
    found = overdue(session, me)
    late = waiting_people(session, me, WaitingFilter(), only_late=True, limit=PEOPLE)
    people = watched_people(session, late.people)
    owed = [reading for person in people for reading in person.readings]
    return WhatIsOverdue(
        found, overdue_units(found), overdue_directives(session, found, DIRECTIVES), people,
        write_reminders(me, [reading for reading in owed if reading.may_be_reminded]),
        rest_of(owed),
    )  # fmt: skip


def office_desk(session: Session, me: StaffMember) -> OfficeDesk:
    """What waits for this clerk."""
    cited = missing_citations(session, me)
    desk = clerk_desk(session, office().prompt_days, REFUSED)
    return OfficeDesk(desk, cited.rows[:CITED], cited.total, overdue(session, me))
