"""Who is expected at a meeting, what they answered, and who was there (điểm danh)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session, contains_eager

from intranet.core.clock import local_day
from intranet.directives.audience.rule_in_sql import names
from intranet.language.text.normalization import fold
from intranet.meetings.models import Attendance, Invitation, Meeting, Presence, Reply
from intranet.meetings.visibility import expects
from intranet.people.models import Department, StaffMember
from intranet.people.roles import Permission, Role, roles_with


def my_attendance(
    session: Session, staff: StaffMember, meeting_ids: Sequence[int]
) -> dict[int, Attendance]:
    """This person's own answers and presence, by meeting."""
    query = select(Attendance).where(
        Attendance.staff_id == staff.id, Attendance.meeting_id.in_(meeting_ids)
    )
    return {row.meeting_id: row for row in session.scalars(query)}


def is_expected(session: Session, staff: StaffMember, meeting: Meeting) -> bool:
    """Whether this person is invited themselves, not only allowed to see the meeting."""
    query = select(Meeting.id).where(Meeting.id == meeting.id, expects(staff))
    return session.scalar(query) is not None


@dataclass(frozen=True)
class AttendanceCount:
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

    def percent(self, number: int) -> float:
        """A number of people as percent of all invited."""
        return 100 * number / (self.invited or 1)

    @property
    def noted(self) -> int:
        """Of how many the list of the day says something."""
        return self.present + self.away_excused + self.absent


@dataclass(frozen=True)
class GuestList:
    """Everybody invited, by unit, and the numbers of all together; who has no row has a blank."""

    units: tuple[tuple[Department, tuple[Attendance, ...]], ...]
    count: AttendanceCount

    @property
    def guests(self) -> tuple[Attendance, ...]:
        """Everybody in the order of the units."""
        return tuple(guest for _unit, guests in self.units for guest in guests)

    @property
    def numbers(self) -> dict[int, int]:
        """The running number of each person on the list to be signed, from 1."""
        return {guest.staff.id: number for number, guest in enumerate(self.guests, 1)}


def attendance(session: Session, meeting: Meeting) -> GuestList:
    """Everybody invited on the day of the meeting, with answer and presence.

    Whoever is on the list of the day stays on it, also after leaving the unit or the agency.
    """
    rows = session.execute(_invited(meeting))
    guests = sorted((row or Attendance(staff=staff, reason="") for staff, row in rows), key=_order)
    units = groupby(guests, key=lambda guest: guest.staff.department)
    return GuestList(tuple((unit, tuple(people)) for unit, people in units), _count(guests))


def _invited(meeting: Meeting) -> Select[StaffMember, Attendance]:
    person, day = StaffMember, local_day(meeting.starts_at)
    serving = and_(
        person.role.in_(roles_with(Permission.READ)),
        or_(person.joined_on.is_(None), person.joined_on <= day),
        or_(person.left_on.is_(None), person.left_on > day),
    )
    invited = select(Invitation.id).where(
        Invitation.meeting_id == meeting.id, names(Invitation, person)
    )
    own = and_(Attendance.meeting_id == meeting.id, Attendance.staff_id == person.id)
    expected = and_(serving, invited.correlate(person).exists())
    query = select(person, Attendance).outerjoin(Attendance, own)
    query = query.options(contains_eager(Attendance.staff))
    return query.where(or_(expected, Attendance.presence.is_not(None)))


def _order(guest: Attendance) -> tuple[int, str, bool, str, str]:
    unit, staff = guest.staff.department, guest.staff
    given = staff.full_name.split()[-1:]
    follows = staff.role not in {Role.LEADER, Role.UNIT_HEAD}
    return unit.position, unit.name, follows, fold(" ".join(given)), fold(staff.full_name)


def _count(guests: Sequence[Attendance]) -> AttendanceCount:
    replies = [guest.reply for guest in guests]
    presences = [guest.presence for guest in guests]
    return AttendanceCount(
        invited=len(guests),
        coming=replies.count(Reply.COMING),
        excused=replies.count(Reply.EXCUSED),
        present=presences.count(Presence.PRESENT),
        away_excused=presences.count(Presence.EXCUSED),
        absent=presences.count(Presence.ABSENT),
    )
