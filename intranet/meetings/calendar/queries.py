"""The meetings of a person: the next one, what comes, what was, a month at a glance."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from intranet.core.clock import HOME, local_day, now
from intranet.meetings.attendance.queries import my_attendance
from intranet.meetings.models import Attendance, Material, Meeting, Presence
from intranet.meetings.visibility import expects, invited_to, materials_of, meetings_of
from intranet.people.models import StaffMember


def next_meeting(session: Session, staff: StaffMember) -> Meeting | None:
    """The meeting that this person is expected at next, or the one that is going on."""
    return session.scalar(
        select(Meeting)
        .where(expects(staff), Meeting.ends_at > now(), Meeting.cancelled_at.is_(None))
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(1)
    )


@dataclass(frozen=True)
class MeetingRow:
    """One line of a list of meetings: my own answer, and the numbers known so far."""

    meeting: Meeting
    mine: Attendance | None
    present: int
    noted: int
    materials: int


def upcoming(session: Session, staff: StaffMember) -> list[MeetingRow]:
    """The meetings to come or going on, nearest first; cancelled ones stay, marked."""
    query = meetings_of(staff).where(Meeting.ends_at > now())
    return _rows(session, staff, session.scalars(query.order_by(Meeting.starts_at, Meeting.id)))


def past_years(session: Session, staff: StaffMember) -> list[int]:
    """The years that have meetings behind us, newest first."""
    query = select(Meeting.starts_at).where(invited_to(staff), Meeting.ends_at <= now())
    return sorted({local_day(moment).year for moment in session.scalars(query)}, reverse=True)


def past_months(
    session: Session, staff: StaffMember, year: int
) -> list[tuple[date, list[MeetingRow]]]:
    """The meetings behind us in a year by month (its first day), newest first."""
    query = (
        meetings_of(staff)
        .where(Meeting.ends_at <= now(), *_within(date(year, 1, 1), date(year + 1, 1, 1)))
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
    )
    rows = _rows(session, staff, session.scalars(query), behind=True)
    months = groupby(rows, key=lambda row: local_day(row.meeting.starts_at).replace(day=1))
    return [(month, list(of_month)) for month, of_month in months]


def days_of_month(session: Session, staff: StaffMember, first: date) -> dict[int, Meeting]:
    """The days of a month that have a meeting, each with its first one that is not cancelled."""
    after = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    query = meetings_of(staff).where(*_within(first, after), Meeting.cancelled_at.is_(None))
    last_first = session.scalars(query.order_by(Meeting.starts_at.desc()))
    return {local_day(meeting.starts_at).day: meeting for meeting in last_first}


def _within(first: date, after: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    start, end = (datetime.combine(day, time(), HOME) for day in (first, after))
    return Meeting.starts_at >= start, Meeting.starts_at < end


def _rows(
    session: Session, staff: StaffMember, listed: Iterable[Meeting], *, behind: bool = False
) -> list[MeetingRow]:
    meetings = list(listed)
    ids = [meeting.id for meeting in meetings]
    mine = my_attendance(session, staff, ids)
    present = _presences(session, ids) if behind else {}
    materials = Counter(
        session.scalars(
            materials_of(staff)
            .where(Material.meeting_id.in_(ids))
            .with_only_columns(Material.meeting_id)
            .order_by(None)
        )
    )
    return [
        MeetingRow(meeting, mine.get(number), *present.get(number, (0, 0)), materials[number])
        for number, meeting in zip(ids, meetings, strict=True)
    ]


def _presences(session: Session, ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """How many were present, and of how many the list of the day says something, by meeting."""
    present = func.count().filter(Attendance.presence == Presence.PRESENT)
    rows = session.execute(
        select(Attendance.meeting_id, present, func.count(Attendance.presence))
        .where(Attendance.meeting_id.in_(ids))
        .group_by(Attendance.meeting_id)
    )
    return {row[0]: (row[1], row[2]) for row in rows}
