"""Calling a meeting, changing it, its agenda and who is invited. Nothing here commits."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import local_day, now, today
from intranet.directives.audience.meant_people import count_members
from intranet.directives.audience.rule import Audience
from intranet.language.secrecy.examination import Secrecy, examine
from intranet.meetings import errors
from intranet.meetings.index_updates import touch
from intranet.meetings.models import AgendaItem, Invitation, Meeting
from intranet.people.models import StaffMember

SECRET_TITLE = "Cuộc họp có nội dung bí mật nhà nước"
"""Stands for the theme of a meeting of which only time and place may be kept."""


@dataclass(frozen=True)
class MeetingPlan:
    """Time (aware), place and who leads; with secret content only time and place are kept."""

    title: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    online_link: str = ""
    chair: str = ""
    secretary: str = ""
    summary: str = ""
    has_secret_content: bool = False


@dataclass(frozen=True)
class AgendaPoint:
    """One point of the agenda as typed; `id` names the point that it was before."""

    title: str
    presenter: str = ""
    minutes: int = 0
    id: int | None = None


def call_meeting(
    session: Session,
    by: StaffMember,
    plan: MeetingPlan,
    invited: Audience,
    agenda: Sequence[AgendaPoint] = (),
) -> Meeting:
    """The new meeting; the same call sent twice gives the same one.

    Raises EndsBeforeStart, InThePast, NobodyInvited, SecretContent.
    """
    plan = _checked(plan, agenda)
    if local_day(plan.starts_at) < today():
        raise errors.InThePast
    same = {"title": plan.title, "starts_at": plan.starts_at, "place": plan.place}
    query = select(Meeting).filter_by(called_by_id=by.id, cancelled_at=None, **same)
    if twin := session.scalar(query.limit(1)):
        return twin
    meeting = Meeting(called_by=by, called_at=now(), **asdict(plan))
    session.add(meeting)
    session.flush()
    audit.record(session, by, "meeting.called", on=meeting)
    invite(session, by, meeting, invited)
    set_agenda(session, by, meeting, agenda)
    return meeting


def _checked(plan: MeetingPlan, agenda: Sequence[AgendaPoint]) -> MeetingPlan:
    """The plan as far as it may be kept (Law 117/2025/QH15: no state secrets on this system)."""
    if plan.ends_at <= plan.starts_at:
        raise errors.EndsBeforeStart
    words = [plan.title, plan.summary, *(point.title for point in agenda)]
    if any(examine(text).verdict is Secrecy.BLOCK for text in ("\n".join(words), *words)):
        raise errors.SecretContent
    if not plan.has_secret_content:
        return plan
    if agenda or plan.summary:
        raise errors.SecretContent
    return replace(plan, title=SECRET_TITLE, online_link="", chair="", secretary="")


def change_meeting(
    session: Session,
    by: StaffMember,
    meeting: Meeting,
    plan: MeetingPlan,
    invited: Audience,
    agenda: Sequence[AgendaPoint] = (),
) -> Meeting:
    """The meeting with what is new about it. Raises like `call_meeting`, and Cancelled."""
    must_take_place(meeting)
    plan = _checked(plan, agenda)
    if plan.has_secret_content and meeting.materials:
        raise errors.SecretContent
    fresh = {name: value for name, value in asdict(plan).items() if getattr(meeting, name) != value}
    earliest = min(today(), local_day(meeting.starts_at))
    if "starts_at" in fresh and local_day(plan.starts_at) < earliest:
        raise errors.InThePast
    for name, value in fresh.items():
        setattr(meeting, name, value)
    if fresh:
        audit.record(session, by, "meeting.changed", on=meeting, fields=sorted(fresh))
        touch(session, meeting)
    if fresh.keys() & {"title", "starts_at"}:
        touch(session, *meeting.materials)
    invite(session, by, meeting, invited)
    set_agenda(session, by, meeting, agenda)
    return meeting


def must_take_place(meeting: Meeting) -> None:
    """Raises Cancelled when the meeting was called off."""
    if meeting.cancelled_at is not None:
        raise errors.Cancelled


def cancel_meeting(session: Session, by: StaffMember, meeting: Meeting) -> Meeting:
    """The meeting, marked as not taking place; it stays for the record. Raises AlreadyOver."""
    if meeting.cancelled_at is None:
        if meeting.ends_at <= now():
            raise errors.AlreadyOver
        meeting.cancelled_at = now()
        audit.record(session, by, "meeting.cancelled", on=meeting)
        touch(session, meeting)
    return meeting


def set_agenda(
    session: Session, by: StaffMember, meeting: Meeting, points: Sequence[AgendaPoint]
) -> list[AgendaItem]:
    """The agenda in the order given; points that keep their id keep their materials."""
    if points and meeting.has_secret_content:
        raise errors.SecretContent
    before = points_of(meeting)
    dropped = {item.id: item for item in meeting.agenda}
    items = [dropped.pop(point.id) if point.id in dropped else AgendaItem() for point in points]
    for position, (item, point) in enumerate(zip(items, points, strict=True)):
        item.position, item.title = position, point.title
        item.presenter, item.minutes = point.presenter, point.minutes
    for material in meeting.materials:
        if material.agenda_item_id in dropped:
            material.agenda_item = None
    meeting.agenda = items
    session.flush()
    if points_of(meeting) != before:
        audit.record(session, by, "meeting.agenda_set", on=meeting, points=len(items))
        touch(session, meeting)
    return items


def points_of(meeting: Meeting) -> list[AgendaPoint]:
    """The agenda of a meeting as values."""
    return [
        AgendaPoint(each.title, each.presenter, each.minutes, each.id) for each in meeting.agenda
    ]


def invite(session: Session, by: StaffMember, meeting: Meeting, invited: Audience) -> Meeting:
    """The meeting with exactly these invitations. Raises NobodyInvited."""
    if not count_members(session, invited):
        raise errors.NobodyInvited
    guests: set[tuple[int | None, int | None]] = {(unit, None) for unit in invited.departments}
    guests |= {(None, person) for person in invited.staff}
    guests = {(None, None)} if invited.everybody else guests
    before = {invitation.guest: invitation for invitation in meeting.invitations}
    if guests == set(before):
        return meeting
    for guest in before.keys() - guests:
        meeting.invitations.remove(before[guest])
    for department_id, staff_id in sorted(guests - before.keys(), key=str):
        meeting.invitations.append(Invitation(department_id=department_id, staff_id=staff_id))
    session.flush()
    touch(session, meeting, *meeting.materials)
    audit.record(session, by, "meeting.invited", on=meeting, everybody=invited.everybody,
                 departments=sorted(invited.departments), staff=sorted(invited.staff))  # fmt: skip
    return meeting
