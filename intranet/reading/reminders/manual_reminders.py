"""Reminding by hand: one press reminds those who have not read. Nothing here commits."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import now, today
from intranet.core.database import insert_missing
from intranet.people.models import StaffMember
from intranet.people.notifications.notices import notify
from intranet.reading.coverage.readers import AssignedReader, WaitingFilter, waiting
from intranet.reading.models import Assignment
from intranet.reading.reminders.errors import AllRemindedLately, NobodyToRemind
from intranet.reading.reminders.models import Reminder
from intranet.reading.reminders.reminder_text import write_reminders
from intranet.reading.reminders.schedule import ReminderKind
from intranet.reading.reminders.watched_readers import WatchedReader, watched

KIND = "reminder"


@dataclass(frozen=True)
class ReminderResult:
    """How many people were reminded now, and how many were not because they had been lately."""

    told: int
    lately: int


@dataclass(frozen=True)
class LastReminder:
    """The last time that anybody was reminded of an assignment."""

    at: datetime
    who: str
    people: int


def remind(session: Session, by: StaffMember, whom: WaitingFilter) -> ReminderResult:
    """Remind those who are waited for, one letter a person however many directives it is.

    What somebody was reminded of within 24 hours is left out. Raises NobodyToRemind where nobody
    is missing or the assignments are closed, AllRemindedLately when nothing else is left.
    """
    asked = watched(session, waiting(session, by, whom))
    if not asked:
        raise NobodyToRemind
    told = _noted(session, by, [reading for reading in asked if reading.may_be_reminded])
    if not told:
        raise AllRemindedLately
    _tell(session, by, told)
    people = sorted({reading.staff.id for reading in told})
    left_out = {reading.staff.id for reading in asked} - {*people}
    about = {reading.assignment.id: reading.assignment for reading in told}
    one = next(iter(about.values())).directive if len(about) == 1 else None
    audit.record(
        session, by, "reading.reminded", on=one, assignments=sorted(about), people=people,
        lately=len(left_out),
    )  # fmt: skip
    return ReminderResult(len(people), len(left_out))


def _noted(
    session: Session, by: StaffMember, readings: Sequence[WatchedReader]
) -> list[WatchedReader]:
    by_assignment: dict[int, list[WatchedReader]] = defaultdict(list)
    for reading in readings:
        by_assignment[reading.assignment.id].append(reading)
    told = []
    for same in by_assignment.values():
        units = {reading.staff.id: reading.period.department_id for reading in same}
        new = set(note(session, same[0].assignment, units, ReminderKind.BY_HAND, by))
        told += [reading for reading in same if reading.staff.id in new]
    return told


def note(
    session: Session, assignment: Assignment, people: Mapping[int, int], kind: ReminderKind,
    by: StaffMember | None = None,
) -> list[int]:  # fmt: skip
    """The people (person → unit) whose reminder of today was not yet noted; two workers at the
    same moment note it once."""
    if not people:
        return []
    values = {
        "assignment_id": assignment.id, "kind": kind, "day": today(), "at": now(),
        "by_id": by.id if by else None,
    }  # fmt: skip
    rows = [
        {**values, "staff_id": person, "department_id": unit} for person, unit in people.items()
    ]
    adding = insert_missing(session, Reminder).returning(Reminder.staff_id)
    return list(session.scalars(adding, rows))


def _tell(session: Session, by: StaffMember, told: Sequence[AssignedReader]) -> None:
    moment = now()
    for letter in write_reminders(by, told):
        notify(
            session, [person.id for person in letter.people],
            key=f"reminder:{by.id}:{moment:%Y-%m-%d %H:%M:%S.%f}:{letter.name}",
            words=letter.words, gaps=letter.gaps, kind=KIND, urgent=letter.urgent,
            endpoint=letter.endpoint, values=letter.values,
        )  # fmt: skip


def last_reminder(
    session: Session, assignment: Assignment, department_id: int | None = None
) -> LastReminder | None:
    """Who reminded last, when, and how many at once; None when nobody was reminded yet."""
    newest = (
        select(Reminder.at, StaffMember.full_name, func.count())
        .outerjoin(StaffMember, StaffMember.id == Reminder.by_id)
        .where(Reminder.assignment_id == assignment.id)
        .group_by(Reminder.at, StaffMember.full_name)
        .order_by(Reminder.at.desc())
        .limit(1)
    )
    if department_id is not None:
        newest = newest.where(Reminder.department_id == department_id)
    row = session.execute(newest).first()
    return LastReminder(row[0], row[1] or _("cổng, theo lịch nhắc"), row[2]) if row else None
