"""Reminding by the worker, once a working day: people, then their heads, then the leaders.

Who is to be told is noted first and told from what was noted, so a run that was broken off is
finished by the next one and nobody is told twice.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from intranet.core.clock import HOME, local_day, now, today
from intranet.core.heartbeat import beat, last_beat
from intranet.directives.models import Directive
from intranet.people.models import StaffMember
from intranet.people.notifications.notices import notify
from intranet.people.organization.absences import stand_ins
from intranet.people.organization.holidays import calendar
from intranet.people.organization.working_days import Calendar
from intranet.people.roles import Role
from intranet.reading.coverage import counts
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.coverage.queries import current
from intranet.reading.models import Assignment
from intranet.reading.reminders.manual_reminders import KIND, note
from intranet.reading.reminders.models import Reminder, ReminderKind
from intranet.reading.reminders.schedule import ORDER, due_kind

BEGINS = 7
"""The hour in Vietnam from which the worker reminds."""
DONE, MAP = "reminders", "reading.coverage"
LATE = {ReminderKind.OVERDUE, ReminderKind.ESCALATED}

SOON_ONE = _l("Văn bản %(symbol)s cần đọc trước hết ngày %(deadline)s.")
LATE_ONE = _l("Văn bản %(symbol)s đã quá hạn đọc từ %(deadline)s. Hãy đọc và xác nhận.")
SEVERAL = _l("Bạn còn %(n)s văn bản cần đọc, trong đó %(late)s quá hạn.")
UNIT_LATE = _l("Đơn vị %(unit)s: %(people)s người quá hạn đọc %(papers)s văn bản.")
LONG_LATE = _l("%(people)s người ở %(units)s đơn vị quá hạn đọc từ ba ngày làm việc trở lên.")


def is_due(session: Session) -> bool:
    """Whether today's run is still to come; it begins at seven."""
    last = last_beat(session, DONE)
    begun = now().astimezone(HOME).hour >= BEGINS
    return begun and (last is None or local_day(last) < today())


def run(session: Session) -> int:
    """Note and tell today's reminders; how many were noted now."""
    noted = sum(_note_all(session, calendar(session), today()))
    tell_people(session, today())
    tell_heads(session, today())
    tell_leaders(session, today())
    beat(session, DONE)
    return noted


def _note_all(session: Session, days: Calendar, day: date) -> Iterable[int]:
    if not days.is_working(day):
        return
    asked = select(Assignment).where(current(), Assignment.remind)
    for assignment in session.scalars(asked.order_by(Assignment.id)).all():
        yield _note_one(session, days, assignment, day)


def _note_one(session: Session, days: Calendar, assignment: Assignment, day: date) -> int:
    sent = _sent(session, assignment)
    start = local_day(assignment.assigned_at)
    by_kind: dict[ReminderKind, dict[int, int]] = {}
    for person, unit, since, deadline in _open(session, assignment, day):
        kind = due_kind(days, max(start, since), deadline, sent.get(person), day)
        if kind is not None:
            by_kind.setdefault(kind, {})[person] = unit
    return sum(len(note(session, assignment, who, kind)) for kind, who in by_kind.items())


def _open(session: Session, assignment: Assignment, day: date) -> Sequence[Any]:
    return session.execute(
        select(
            ReadingPeriod.staff_id,
            ReadingPeriod.department_id,
            ReadingPeriod.since,
            ReadingPeriod.deadline,
        )
        .where(ReadingPeriod.assignment_id == assignment.id, counts.on(day), ~ReadingPeriod.excused)
        .where(ReadingPeriod.done_on.is_(None), ReadingPeriod.deadline.is_not(None))
    ).all()


def _sent(session: Session, assignment: Assignment) -> dict[int, ReminderKind]:
    rows = session.execute(
        select(Reminder.staff_id, Reminder.kind)
        .where(Reminder.assignment_id == assignment.id, Reminder.kind.in_(ORDER))
        .order_by(Reminder.day)
    )
    return {row[0]: row[1] for row in rows}


def tell_people(session: Session, day: date) -> None:
    """One notice for each person reminded by the worker on a day, however many papers it is."""
    query = (
        select(
            Reminder.staff_id, Reminder.kind, Directive.id, Directive.symbol, ReadingPeriod.deadline
        )
        .join(Assignment, Assignment.id == Reminder.assignment_id)
        .join(Directive, Directive.id == Assignment.directive_id)
        .join(
            ReadingPeriod,
            (ReadingPeriod.assignment_id == Assignment.id)
            & (ReadingPeriod.staff_id == Reminder.staff_id),
        )
        .where(Reminder.day == day, Reminder.by_id.is_(None), counts.on(day))
        .order_by(Reminder.staff_id, ReadingPeriod.deadline)
    )
    by_person: dict[int, list[Any]] = {}
    for row in session.execute(query):
        by_person.setdefault(row.staff_id, []).append(row)
    for person, rows in by_person.items():
        _tell_one(session, person, rows, day)


def _tell_one(session: Session, person: int, rows: Sequence[Any], day: date) -> None:
    late = sum(row.kind in LATE for row in rows)
    about: dict[str, Any] = {"endpoint": "reading.mine"}
    words, gaps = SEVERAL, {"n": len(rows), "late": late}
    if len(rows) == 1:
        [row] = rows
        words = LATE_ONE if late else SOON_ONE
        gaps = {"symbol": row.symbol, "deadline": row.deadline}
        about = {"endpoint": "directives.show", "values": {"directive_id": row.id}}
    notify(
        session, [person], key=f"reminders:{day:%Y-%m-%d}", words=words, gaps=gaps, kind=KIND,
        urgent=late > 0, **about,
    )  # fmt: skip


def tell_heads(session: Session, day: date) -> None:
    """One notice for each unit head, and who stands in, where people are late since this day."""
    rows = session.execute(
        select(
            StaffMember.id, Reminder.department_id,
            func.count(distinct(Reminder.staff_id)), func.count(distinct(Reminder.assignment_id)),
        )
        .join(StaffMember, StaffMember.department_id == Reminder.department_id)
        .where(Reminder.day == day, Reminder.kind.in_(LATE), StaffMember.role == Role.UNIT_HEAD)
        .where(StaffMember.left_on.is_(None))
        .group_by(StaffMember.id, Reminder.department_id)
    )  # fmt: skip
    for head, unit, people, papers in rows.all():
        name = session.get_one(StaffMember, head).department.name
        gaps = {"unit": name, "people": people, "papers": papers}
        both = [head, *stand_ins(session, [head], day)]
        _tell(session, both, f"unit late:{unit}", UNIT_LATE, gaps, day, endpoint=MAP)


def tell_leaders(session: Session, day: date) -> None:
    """One notice for the leaders, and who stands in, about those late since three working days."""
    people, units = session.execute(
        select(
            func.count(distinct(Reminder.staff_id)), func.count(distinct(Reminder.department_id))
        ).where(Reminder.day == day, Reminder.kind == ReminderKind.ESCALATED)
    ).one()
    if not people:
        return
    serving = select(StaffMember.id).where(StaffMember.left_on.is_(None))
    leaders = session.scalars(serving.where(StaffMember.role == Role.LEADER)).all()
    gaps = {"people": people, "units": units}
    _tell(session, leaders, "long late", LONG_LATE, gaps, day, endpoint=MAP)
    # Whoever stands in for a leader hears of it; the whole map stays with the leaders.
    _tell(session, stand_ins(session, leaders, day), "long late", LONG_LATE, gaps, day)


def _tell(
    session: Session, people: Sequence[int], about: str, words: object, gaps: dict[str, Any],
    day: date, **place: Any,
) -> None:  # fmt: skip
    key = f"{about}:{day:%Y-%m-%d}"
    notify(session, people, key=key, words=words, gaps=gaps, kind=KIND, **place)
