"""Reminding by hand: one press reminds those who have not read. Nothing here commits."""

from collections.abc import Iterable, Mapping
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
from intranet.reading.coverage import reading_rules
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.coverage.queries import watched_periods
from intranet.reading.models import Assignment
from intranet.reading.reminders import words
from intranet.reading.reminders.errors import AllRemindedLately, NobodyToRemind
from intranet.reading.reminders.models import Reminder
from intranet.reading.reminders.schedule import REST, ReminderKind

KIND = "reminder"


@dataclass(frozen=True)
class ReminderResult:
    """How many were reminded now, and how many were not because they had been lately."""

    told: int
    lately: int


@dataclass(frozen=True)
class LastReminder:
    """The last time that anybody was reminded of an assignment."""

    at: datetime
    who: str
    people: int


def remind(
    session: Session, by: StaffMember, assignment: Assignment, *,
    department_id: int | None = None, staff_id: int | None = None,
) -> ReminderResult:  # fmt: skip
    """Remind those missing whom this person watches: all, one unit, or one person.

    Raises NobodyToRemind where nobody is missing or the assignment is closed, AllRemindedLately
    when each of them was reminded within 24 hours.
    """
    whom = {"department_id": department_id, "staff_id": staff_id}
    missing = _missing(session, by, assignment, whom)
    if not missing:
        raise NobodyToRemind
    recent = select(Reminder.staff_id).where(Reminder.at > now() - REST)
    lately = set(session.scalars(recent.where(Reminder.assignment_id == assignment.id)))
    waiting = {person: unit for person, unit in missing.items() if person not in lately}
    told = note(session, assignment, waiting, ReminderKind.BY_HAND, by)
    if not told:
        raise AllRemindedLately
    _tell(session, by, assignment, told)
    audit.record(
        session, by, "reading.reminded", on=assignment.directive, assignment=assignment.id,
        told=len(told), lately=len(missing) - len(told), unit=department_id, person=staff_id,
    )  # fmt: skip
    return ReminderResult(len(told), len(missing) - len(told))


def _missing(
    session: Session, by: StaffMember, assignment: Assignment, whom: dict[str, int | None]
) -> dict[int, int]:
    if assignment.closed_at is not None:
        return {}
    query = watched_periods(by, assignment).where(reading_rules.missing_on(today()))
    query = query.filter_by(**{name: id for name, id in whom.items() if id is not None})
    columns = (ReadingPeriod.staff_id, ReadingPeriod.department_id)
    return {row[0]: row[1] for row in session.execute(query.with_only_columns(*columns))}


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


def _tell(session: Session, by: StaffMember, assignment: Assignment, people: Iterable[int]) -> None:
    deadline = assignment.deadline
    late = deadline is not None and deadline < today()
    sentence = words.BY_HAND_LATE if late else words.BY_HAND if deadline else words.BY_HAND_OPEN
    gaps = {"who": by.full_name, "symbol": assignment.directive.symbol}
    notify(
        session, people, key=f"reminder:{assignment.id}:{today():%Y-%m-%d}", words=sentence,
        gaps=gaps | ({"deadline": deadline} if deadline else {}), kind=KIND, urgent=late,
        endpoint="directives.show", values={"directive_id": assignment.directive_id},
    )  # fmt: skip


def last_reminder(session: Session, assignment: Assignment) -> LastReminder | None:
    """Who reminded last, when, and how many at once; None when nobody was reminded yet."""
    newest = (
        select(Reminder.at, StaffMember.full_name, func.count())
        .outerjoin(StaffMember, StaffMember.id == Reminder.by_id)
        .where(Reminder.assignment_id == assignment.id)
        .group_by(Reminder.at, StaffMember.full_name)
        .order_by(Reminder.at.desc())
        .limit(1)
    )
    row = session.execute(newest).first()
    return LastReminder(row[0], row[1] or _("cổng, theo lịch nhắc"), row[2]) if row else None
