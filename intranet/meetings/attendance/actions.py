"""What invited people answer, and who was there (điểm danh). Nothing here commits."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import local_day, now, today
from intranet.core.errors import NotFound
from intranet.directives.secrecy_check import must_be_public
from intranet.meetings.attendance.queries import attendance, is_expected
from intranet.meetings.errors import AlreadyStarted, NotInvited, ReasonNeeded, TooEarlyToNote
from intranet.meetings.models import Attendance, Meeting, Presence, Reply
from intranet.meetings.planning.actions import must_take_place
from intranet.people.models import StaffMember


def reply(
    session: Session, staff: StaffMember, meeting: Meeting, answer: Reply, reason: str = ""
) -> Attendance:
    """This person's answer, which may change until the meeting starts.

    Raises Cancelled, NotInvited, AlreadyStarted, ReasonNeeded, SecretTyped.
    """
    must_take_place(meeting)
    if not is_expected(session, staff, meeting):
        raise NotInvited
    if meeting.starts_at <= now():
        raise AlreadyStarted
    reason = reason.strip() if answer is Reply.EXCUSED else ""
    if answer is Reply.EXCUSED and not reason:
        raise ReasonNeeded
    must_be_public(reason)
    row = _attendance(session, meeting, staff.id)
    if (row.reply, row.reason) != (answer, reason):
        row.reply, row.reason, row.replied_at = answer, reason[:300], now()
        audit.record(session, staff, "meeting.replied", on=meeting, reply=answer.value)
    return row


def note_presence(
    session: Session, by: StaffMember, meeting: Meeting, presences: Mapping[int, Presence]
) -> int:
    """How many entries of the attendance list changed; keys are ids of invited people.

    Raises Cancelled, TooEarlyToNote, and NotFound for somebody who is not invited.
    """
    must_take_place(meeting)
    if local_day(meeting.starts_at) > today():
        raise TooEarlyToNote
    known = {guest.staff.id: guest.presence for guest in attendance(session, meeting).guests}
    if presences.keys() - known.keys():
        raise NotFound
    fresh = {who: what for who, what in presences.items() if known[who] != what}
    for who, what in fresh.items():
        row = _attendance(session, meeting, who)
        row.presence, row.noted_by_id, row.noted_at = what, by.id, now()
    if fresh:
        noted = {str(who): what.value for who, what in sorted(fresh.items())}
        audit.record(session, by, "meeting.attendance_noted", on=meeting, noted=noted)
    return len(fresh)


def _attendance(session: Session, meeting: Meeting, staff_id: int) -> Attendance:
    row = session.get(Attendance, (meeting.id, staff_id))
    if row is None:
        row = Attendance(meeting_id=meeting.id, staff_id=staff_id, reason="")
        session.add(row)
    return row
