"""Calling a meeting, its agenda, who is invited, who comes and came. Nothing here commits."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import local_day, now, today
from intranet.core.errors import NotFound
from intranet.directives.audience.meant_people import count_members
from intranet.directives.audience.rule import Audience
from intranet.directives.secrecy_check import must_be_public
from intranet.language.secrecy.examination import Secrecy, examine
from intranet.meetings.calendar.queries import attendance, is_expected
from intranet.meetings.errors import (
    AlreadyOver,
    AlreadyStarted,
    Cancelled,
    EndsBeforeStart,
    InThePast,
    NobodyInvited,
    NotInvited,
    ReasonNeeded,
    SecretContent,
    TooEarlyToNote,
)
from intranet.meetings.index_updates import touch_materials, touch_meeting
from intranet.meetings.models import (
    AgendaItem,
    Attendance,
    Invitation,
    Meeting,
    Presence,
    Reply,
)
from intranet.meetings.values import MeetingPlan, Point
from intranet.people.models import StaffMember

SECRET_TITLE = "Cuộc họp có nội dung bí mật nhà nước"
"""Stands for the theme of a meeting of which only time and place may be kept."""


def call_meeting(
    session: Session,
    by: StaffMember,
    plan: MeetingPlan,
    invited: Audience,
    agenda: Sequence[Point] = (),
) -> Meeting:
    """The new meeting; the same call sent twice gives the same one.

    Raises EndsBeforeStart, InThePast, NobodyInvited, SecretContent.
    """
    plan = _checked(plan, agenda)
    if local_day(plan.starts_at) < today():
        raise InThePast
    if twin := _called_already(session, by, plan):
        return twin
    meeting = Meeting(called_by=by, called_at=now(), **asdict(plan))
    session.add(meeting)
    session.flush()
    audit.record(session, by, "meeting.called", on=meeting)
    invite(session, by, meeting, invited)
    set_agenda(session, by, meeting, agenda)
    return meeting


def _called_already(session: Session, by: StaffMember, plan: MeetingPlan) -> Meeting | None:
    same = {"title": plan.title, "starts_at": plan.starts_at, "place": plan.place}
    query = select(Meeting).filter_by(called_by_id=by.id, cancelled_at=None, **same)
    return session.scalar(query.limit(1))


def _checked(plan: MeetingPlan, agenda: Sequence[Point]) -> MeetingPlan:
    """The plan as far as it may be kept (Law 117/2025/QH15: no state secrets on this system)."""
    if plan.ends_at <= plan.starts_at:
        raise EndsBeforeStart
    words = [plan.title, plan.summary, *(one.title for one in agenda)]
    if any(examine(text).verdict is Secrecy.BLOCK for text in ("\n".join(words), *words)):
        raise SecretContent
    if not plan.has_secret_content:
        return plan
    if agenda or plan.summary:
        raise SecretContent
    return replace(plan, title=SECRET_TITLE, online_link="", chair="", secretary="")


def change_meeting(
    session: Session,
    by: StaffMember,
    meeting: Meeting,
    plan: MeetingPlan,
    invited: Audience,
    agenda: Sequence[Point] = (),
) -> Meeting:
    """The meeting with what is new about it. Raises like `call_meeting`, and Cancelled."""
    must_take_place(meeting)
    plan = _checked(plan, agenda)
    if plan.has_secret_content and meeting.materials:
        raise SecretContent
    fresh = {name: value for name, value in asdict(plan).items() if getattr(meeting, name) != value}
    if fresh.keys() & {"starts_at"} and local_day(plan.starts_at) < min(
        today(), local_day(meeting.starts_at)
    ):
        raise InThePast
    for name, value in fresh.items():
        setattr(meeting, name, value)
    if fresh:
        audit.record(session, by, "meeting.changed", on=meeting, fields=sorted(fresh))
        touch_meeting(session, meeting)
    if fresh.keys() & {"title", "starts_at"}:
        touch_materials(session, meeting.materials)
    invite(session, by, meeting, invited)
    set_agenda(session, by, meeting, agenda)
    return meeting


def must_take_place(meeting: Meeting) -> None:
    """Raises Cancelled when the meeting was called off."""
    if meeting.cancelled_at is not None:
        raise Cancelled


def cancel_meeting(session: Session, by: StaffMember, meeting: Meeting) -> Meeting:
    """The meeting, marked as not taking place; it stays for the record. Raises AlreadyOver."""
    if meeting.cancelled_at is None:
        if meeting.ends_at <= now():
            raise AlreadyOver
        meeting.cancelled_at = now()
        audit.record(session, by, "meeting.cancelled", on=meeting)
        touch_meeting(session, meeting)
    return meeting


def set_agenda(
    session: Session, by: StaffMember, meeting: Meeting, points: Sequence[Point]
) -> list[AgendaItem]:
    """The agenda in the order given; points that keep their id keep their materials."""
    if points and meeting.has_secret_content:
        raise SecretContent
    before = _as_points(meeting.agenda)
    known = {one.id: one for one in meeting.agenda}
    kept = [known.pop(one.id) if one.id in known else AgendaItem() for one in points]
    for position, (item, point) in enumerate(zip(kept, points, strict=True)):
        item.position, item.title = position, point.title
        item.presenter, item.minutes = point.presenter, point.minutes
    for material in meeting.materials:
        if material.agenda_item_id in known:
            material.agenda_item = None
    meeting.agenda = kept
    session.flush()
    if _as_points(kept) != before:
        audit.record(session, by, "meeting.agenda_set", on=meeting, points=len(kept))
        touch_meeting(session, meeting)
    return kept


def _as_points(items: Sequence[AgendaItem]) -> list[Point]:
    return [Point(one.title, one.presenter, one.minutes, one.id) for one in items]


def invite(session: Session, by: StaffMember, meeting: Meeting, invited: Audience) -> Meeting:
    """The meeting with exactly these invitations. Raises NobodyInvited."""
    if not count_members(session, invited):
        raise NobodyInvited
    wanted = {(None, None)} if invited.everybody else _entries(invited)
    known = {(one.department_id, one.staff_id): one for one in meeting.invitations}
    if wanted == set(known):
        return meeting
    for entry in known.keys() - wanted:
        meeting.invitations.remove(known[entry])
    for department_id, staff_id in sorted(wanted - known.keys(), key=str):
        meeting.invitations.append(Invitation(department_id=department_id, staff_id=staff_id))
    session.flush()
    touch_meeting(session, meeting)
    touch_materials(session, meeting.materials)
    audit.record(session, by, "meeting.invited", on=meeting, everybody=invited.everybody,
                 departments=sorted(invited.departments), staff=sorted(invited.staff))  # fmt: skip
    return meeting


def _entries(invited: Audience) -> set[tuple[int | None, int | None]]:
    units: set[tuple[int | None, int | None]] = {(one, None) for one in invited.departments}
    return units | {(None, one) for one in invited.staff}


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
    found = _attendance(session, meeting, staff.id)
    if (found.reply, found.reason) != (answer, reason):
        found.reply, found.reason, found.replied_at = answer, reason[:300], now()
        audit.record(session, staff, "meeting.replied", on=meeting, reply=answer.value)
    return found


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
    found = session.get(Attendance, (meeting.id, staff_id))
    if found is None:
        found = Attendance(meeting_id=meeting.id, staff_id=staff_id, reason="")
        session.add(found)
    return found
