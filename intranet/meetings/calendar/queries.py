"""What is asked about meetings: the lists, the next one, who comes and who came."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from intranet.core.clock import HOME, local_day, now
from intranet.language.text.normalization import fold
from intranet.meetings.models import (
    Attendance,
    Invitation,
    Material,
    Meeting,
    Presence,
    Reply,
)
from intranet.meetings.visibility import invited_to, materials_of, meetings_of, named
from intranet.people.models import Department, StaffMember
from intranet.people.roles import Permission, Role, roles_with


def next_meeting(session: Session, staff: StaffMember) -> Meeting | None:
    """The meeting that this person is expected at next, or the one that is going on."""
    return session.scalar(
        select(Meeting)
        .where(named(staff), Meeting.ends_at > now(), Meeting.cancelled_at.is_(None))
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(1)
    )


@dataclass(frozen=True)
class Row:
    """One line of a list of meetings: my own answer, and the numbers known so far."""

    meeting: Meeting
    mine: Attendance | None
    present: int
    noted: int
    materials: int


def upcoming(session: Session, staff: StaffMember) -> list[Row]:
    """What is to come or going on, nearest first; cancelled ones are marked, not hidden."""
    query = meetings_of(staff).where(Meeting.ends_at > now())
    return _rows(session, staff, session.scalars(query.order_by(Meeting.starts_at, Meeting.id)))


def past_years(session: Session, staff: StaffMember) -> list[int]:
    """The years that have meetings behind us, newest first."""
    query = select(Meeting.starts_at).where(invited_to(staff), Meeting.ends_at <= now())
    return sorted({local_day(moment).year for moment in session.scalars(query)}, reverse=True)


def past_months(session: Session, staff: StaffMember, year: int) -> list[tuple[date, list[Row]]]:
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
    found = session.scalars(query.order_by(Meeting.starts_at.desc()))
    return {local_day(one.starts_at).day: one for one in found}


def _within(first: date, after: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    start, end = (datetime.combine(day, time(), HOME) for day in (first, after))
    return Meeting.starts_at >= start, Meeting.starts_at < end


def _rows(
    session: Session, staff: StaffMember, found: Iterable[Meeting], *, behind: bool = False
) -> list[Row]:
    meetings = list(found)
    ids = [one.id for one in meetings]
    mine = my_attendance(session, staff, ids)
    numbers = _presences(session, ids) if behind else {}
    papers = Counter(
        session.scalars(
            materials_of(staff)
            .where(Material.meeting_id.in_(ids))
            .with_only_columns(Material.meeting_id)
            .order_by(None)
        )
    )
    return [
        Row(one, mine.get(one.id), *numbers.get(one.id, (0, 0)), papers[one.id]) for one in meetings
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


def my_attendance(
    session: Session, staff: StaffMember, meeting_ids: Sequence[int]
) -> dict[int, Attendance]:
    """This person's own answers and presence, by meeting."""
    query = select(Attendance).where(
        Attendance.staff_id == staff.id, Attendance.meeting_id.in_(meeting_ids)
    )
    return {one.meeting_id: one for one in session.scalars(query)}


def is_expected(session: Session, staff: StaffMember, meeting: Meeting) -> bool:
    """Whether this person is invited themselves, not only allowed to see the meeting."""
    query = select(Meeting.id).where(Meeting.id == meeting.id, named(staff))
    return session.scalar(query) is not None


@dataclass(frozen=True)
class Guest:
    """One invited person: the answer beforehand and the list of the day."""

    staff: StaffMember
    reply: Reply | None
    reason: str
    presence: Presence | None


@dataclass(frozen=True)
class Tally:
    """How many are invited, what they answered, and who was there."""

    invited: int
    coming: int
    excused: int
    present: int
    away_excused: int
    absent: int

    @property
    def silent(self) -> int:
        """How many have not answered."""
        return self.invited - self.coming - self.excused

    @property
    def noted(self) -> int:
        """Of how many the list of the day says something."""
        return self.present + self.away_excused + self.absent


@dataclass(frozen=True)
class GuestList:
    """Everybody invited, by unit, and the numbers of all together."""

    units: tuple[tuple[Department, tuple[Guest, ...]], ...]
    tally: Tally

    @property
    def guests(self) -> tuple[Guest, ...]:
        """Everybody in the order of the units."""
        return tuple(guest for _unit, guests in self.units for guest in guests)


def attendance(session: Session, meeting: Meeting) -> GuestList:
    """Everybody invited on the day of the meeting, with answer and presence.

    Whoever is on the list of the day stays on it, also after leaving the unit or the agency.
    """
    rows = session.execute(_invited(meeting))
    guests = [Guest(staff, *_known(found)) for staff, found in rows]
    guests.sort(key=_order)
    units = groupby(guests, key=lambda guest: guest.staff.department)
    return GuestList(tuple((unit, tuple(found)) for unit, found in units), _tally(guests))


def _invited(meeting: Meeting) -> Select[StaffMember, Attendance]:
    one, person, day = Invitation, StaffMember, local_day(meeting.starts_at)
    everybody = and_(one.department_id.is_(None), one.staff_id.is_(None))
    ways = or_(everybody, one.department_id == person.department_id, one.staff_id == person.id)
    serving = and_(
        person.role.in_(roles_with(Permission.READ)),
        or_(person.joined_on.is_(None), person.joined_on <= day),
        or_(person.left_on.is_(None), person.left_on > day),
    )
    meant = select(one.id).where(one.meeting_id == meeting.id, ways).correlate(person).exists()
    own = and_(Attendance.meeting_id == meeting.id, Attendance.staff_id == person.id)
    return (
        select(person, Attendance)
        .outerjoin(Attendance, own)
        .where(or_(and_(serving, meant), Attendance.presence.is_not(None)))
    )


def _known(found: Attendance | None) -> tuple[Reply | None, str, Presence | None]:
    return (found.reply, found.reason, found.presence) if found else (None, "", None)


def _order(guest: Guest) -> tuple[int, str, bool, str, str]:
    unit, staff = guest.staff.department, guest.staff
    given = staff.full_name.split()[-1:]
    follows = staff.role not in {Role.LEADER, Role.UNIT_HEAD}
    return unit.position, unit.name, follows, fold(" ".join(given)), fold(staff.full_name)


def _tally(guests: Sequence[Guest]) -> Tally:
    replies = [guest.reply for guest in guests]
    presences = [guest.presence for guest in guests]
    return Tally(
        invited=len(guests),
        coming=replies.count(Reply.COMING),
        excused=replies.count(Reply.EXCUSED),
        present=presences.count(Presence.PRESENT),
        away_excused=presences.count(Presence.EXCUSED),
        absent=presences.count(Presence.ABSENT),
    )
