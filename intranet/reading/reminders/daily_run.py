"""Reminding by the worker, once a working day: people, then their heads, then the leaders.

Who is to be told is noted first and told from what was noted, so a run that was broken off is
finished by the next one and nobody is told twice. The days and the hour stand in schedule.py.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, and_, distinct, func, select
from sqlalchemy.orm import Session

from intranet.core.clock import HOME, local_day, now, today
from intranet.core.heartbeat import beat, last_beat
from intranet.core.office_settings import office
from intranet.directives.models import Directive
from intranet.people.models import StaffMember
from intranet.people.notifications.notices import notify
from intranet.people.organization.absences_and_delegations import stand_ins
from intranet.people.organization.working_days import Calendar, calendar
from intranet.people.roles import Role
from intranet.reading.coverage import reading_rules
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.models import Assignment
from intranet.reading.reminders import schedule, words
from intranet.reading.reminders.manual_reminders import KIND, note
from intranet.reading.reminders.models import Reminder
from intranet.reading.reminders.schedule import LATE, ReminderKind

HEARTBEAT, MAP = "reminders", "reading.coverage"


def is_due(session: Session) -> bool:
    """Whether the run of this day is still to come and its hour has begun."""
    moment, last = now(), last_beat(session, HEARTBEAT)
    begun = moment.astimezone(HOME).hour >= office().remind_from_hour
    return begun and (last is None or local_day(last) < local_day(moment))


def run(session: Session) -> int:
    """Note and tell today's reminders; how many were noted now."""
    days, day, noted = calendar(session), today(), 0
    if days.is_working(day):
        asked = select(Assignment).filter_by(closed_at=None, remind=True).order_by(Assignment.id)
        given = session.scalars(asked).all()
        noted = sum(_note_assignment(session, days, assignment, day) for assignment in given)
    for tell in (tell_people, tell_heads, tell_leaders):
        tell(session, day)
    beat(session, HEARTBEAT)
    return noted


def _note_assignment(session: Session, days: Calendar, assignment: Assignment, day: date) -> int:
    sent, escalate_after = _last_sent(session, assignment), office().escalate_after_days
    start = local_day(assignment.assigned_at)
    by_kind: dict[ReminderKind, dict[int, int]] = defaultdict(dict)
    p = ReadingPeriod
    missing = session.execute(
        select(p.staff_id, p.department_id, p.since, p.deadline, StaffMember.account_since)
        .join(StaffMember, StaffMember.id == p.staff_id)
        .where(p.assignment_id == assignment.id, p.deadline.is_not(None))
        .where(reading_rules.expected_on(day), reading_rules.missing_on(day))
    )
    for person, unit, since, deadline, account_since in missing:
        first = max(start, reading_rules.own_start(since, account_since))
        last_kind = sent.get(person)
        kind = deadline and schedule.due_kind(days, first, deadline, last_kind, day, escalate_after)
        if kind:
            by_kind[kind][person] = unit
    return sum(len(note(session, assignment, who, kind)) for kind, who in by_kind.items())


def _last_sent(session: Session, assignment: Assignment) -> dict[int, ReminderKind]:
    rows = session.execute(
        select(Reminder.staff_id, Reminder.kind)
        .where(Reminder.assignment_id == assignment.id, Reminder.kind.in_(schedule.ORDER))
        .order_by(Reminder.day)
    )
    return {row[0]: row[1] for row in rows}


def tell_people(session: Session, day: date) -> None:
    """One notice for each person reminded by the worker on a day, however many directives it is."""
    p, deadline = ReadingPeriod, ReadingPeriod.deadline
    period_of = and_(p.assignment_id == Assignment.id, p.staff_id == Reminder.staff_id)
    query = (
        select(Reminder.staff_id, Reminder.kind, Directive.id, Directive.symbol, deadline)
        .join(Assignment, Assignment.id == Reminder.assignment_id)
        .join(Directive, Directive.id == Assignment.directive_id)
        .join(p, period_of)
        .where(Reminder.day == day, Reminder.by_id.is_(None), reading_rules.expected_on(day))
        .order_by(Reminder.staff_id, deadline)
    )
    by_person: dict[int, list[Row[*tuple[Any, ...]]]] = defaultdict(list)
    for row in session.execute(query):
        by_person[row.staff_id].append(row)
    for person, rows in by_person.items():
        _tell_person(session, person, rows, day)


def _tell_person(
    session: Session, person: int, rows: Sequence[Row[*tuple[Any, ...]]], day: date
) -> None:
    late = sum(row.kind in LATE for row in rows)
    place: dict[str, Any] = {"endpoint": "reading.mine"}
    sentence, gaps = words.SEVERAL, {"n": len(rows), "late": late}
    if len(rows) == 1:
        [row] = rows
        sentence = words.LATE_ONE if late else words.SOON_ONE
        gaps = {"symbol": row.symbol, "deadline": row.deadline}
        place = {"endpoint": "directives.show", "values": {"directive_id": row.id}}
    _tell(session, [person], "reminders", sentence, gaps, day, urgent=late > 0, **place)


def tell_heads(session: Session, day: date) -> None:
    """One notice for each unit head, and who stands in, where people are late since this day."""
    rows = session.execute(
        select(
            StaffMember.id, func.count(distinct(Reminder.staff_id)),
            func.count(distinct(Reminder.assignment_id)),
        )
        .join(StaffMember, StaffMember.department_id == Reminder.department_id)
        .where(Reminder.day == day, Reminder.kind.in_(LATE), StaffMember.role == Role.UNIT_HEAD)
        .where(StaffMember.left_on.is_(None))
        .group_by(StaffMember.id)
    )  # fmt: skip
    for head_id, people, directives in rows.all():
        head = session.get_one(StaffMember, head_id)
        gaps = {"unit": head.department.name, "people": people, "papers": directives}
        told = [head.id, *stand_ins(session, [head.id], day)]
        key = f"unit late:{head.department_id}"
        _tell(session, told, key, words.UNIT_LATE, gaps, day, endpoint=MAP)


def tell_leaders(session: Session, day: date) -> None:
    """One notice for the leaders, and who stands in, about those late since three working days."""
    people, units = session.execute(
        select(
            func.count(distinct(Reminder.staff_id)), func.count(distinct(Reminder.department_id))
        ).where(Reminder.day == day, Reminder.kind.in_(schedule.ESCALATING))
    ).one()
    if not people:
        return
    serving = select(StaffMember.id).where(StaffMember.left_on.is_(None))
    leaders = session.scalars(serving.where(StaffMember.role == Role.LEADER)).all()
    gaps = {"people": people, "units": units, "days": office().escalate_after_days}
    _tell(session, leaders, "long late", words.LONG_LATE, gaps, day, endpoint=MAP)
    # Whoever stands in for a leader hears of it; the whole map stays with the leaders.
    standing_in = stand_ins(session, leaders, day)
    _tell(session, standing_in, "long late", words.LONG_LATE, gaps, day)


def _tell(
    session: Session, people: Sequence[int], news: str, sentence: object, gaps: dict[str, Any],
    day: date, **place: Any,
) -> None:  # fmt: skip
    key = f"{news}:{day:%Y-%m-%d}"
    notify(session, people, key=key, words=sentence, gaps=gaps, kind=KIND, **place)
