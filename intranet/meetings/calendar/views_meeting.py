"""One meeting: agenda and materials, my answer, who comes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import render_template, request
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from intranet.core.clock import local_day, now, today
from intranet.core.database import db
from intranet.core.forms import commit_and_go, refusals_listed
from intranet.directives.models import Directive
from intranet.intake.models import FileReading, ReadingState
from intranet.meetings.attendance import actions
from intranet.meetings.attendance.queries import AttendanceCount, attendance
from intranet.meetings.blueprint import bp
from intranet.meetings.materials.queries import materials, page_counts, readings_of_files
from intranet.meetings.models import AgendaItem, Attendance, Material, Meeting, Reply
from intranet.meetings.visibility import meeting_for
from intranet.people.permissions import signed_in
from intranet.reading.assignments.my_reading import reading_of

Answer = Response | str | tuple[str, int]


@bp.get("/sinh-hoat/<int:meeting_id>")
def show(meeting_id: int) -> str:
    """The meeting as everybody invited sees it."""
    return _page(meeting_for(db.session, current_user, meeting_id))


@bp.post("/sinh-hoat/<int:meeting_id>/tra-loi")
def reply(meeting_id: int) -> Answer:
    """I come, or I stay away and say why."""
    meeting = meeting_for(db.session, current_user, meeting_id)
    coming = request.form.get("answer") != Reply.EXCUSED.value
    answer, reason = Reply.COMING if coming else Reply.EXCUSED, request.form.get("reason", "")
    with refusals_listed() as refused:
        actions.reply(db.session, signed_in(), meeting, answer, reason)
        said = _("Đã ghi: bạn sẽ dự.") if coming else _("Đã ghi: bạn xin vắng.")
        return commit_and_go(said, ".show", meeting_id=meeting_id)
    meeting = meeting_for(db.session, current_user, meeting_id)
    return _page(meeting, refused=refused[0], reason=reason), 400


@dataclass(frozen=True)
class TimedItem:
    """One point of the agenda with its time of day (none when minutes are not given), materials."""

    item: AgendaItem
    starts_at: datetime | None
    materials: Sequence[Material]


@dataclass(frozen=True)
class MeetingPage:
    """The page of a meeting; `refused` says why my answer was not taken."""

    meeting: Meeting
    timetable: Sequence[TimedItem]
    loose: Sequence[Material]
    directives: Sequence[Directive]
    page_counts: Mapping[int, int]
    readings: Mapping[int, FileReading]
    to_read: Mapping[int, object]
    count: AttendanceCount
    mine: Attendance | None
    refused: str
    reason: str
    days_left: int
    moment: datetime

    @property
    def is_over(self) -> bool:
        """Whether the meeting has ended."""
        return self.meeting.ends_at <= self.moment

    @property
    def has_begun(self) -> bool:
        """Whether the meeting has begun."""
        return self.meeting.starts_at <= self.moment


def _page(meeting: Meeting, *, refused: str = "", reason: str = "") -> str:
    shown = materials(db.session, current_user, meeting)
    guests = attendance(db.session, meeting)
    mine = next((guest for guest in guests.guests if guest.staff.id == current_user.id), None)
    directives = [material.directive for material in shown if material.directive is not None]
    ids = [directive.id for directive in directives]
    mine_to_read = reading_of(db.session, current_user, ids) if ids else []
    page = MeetingPage(
        meeting=meeting,
        timetable=timetable(meeting, shown),
        loose=[material for material in shown if material.agenda_item_id is None],
        directives=directives,
        page_counts=page_counts(db.session, shown),
        readings=readings_of_files(db.session, shown),
        to_read={entry.directive.id: entry for entry in mine_to_read},
        count=guests.count,
        mine=mine,
        refused=refused,
        reason=reason or (mine.reason if mine else ""),
        days_left=(local_day(meeting.starts_at) - today()).days,
        moment=now(),
    )
    return render_template("meetings/show.html", page=page, State=ReadingState)


def timetable(meeting: Meeting, shown: Sequence[Material]) -> list[TimedItem]:
    """The agenda with the time at which each point begins, as long as all before it are timed."""
    timed_items, at, timed = [], meeting.starts_at, True
    for item in meeting.agenda:
        own = [material for material in shown if material.agenda_item_id == item.id]
        timed_items.append(TimedItem(item, at if timed else None, own))
        at, timed = at + timedelta(minutes=item.minutes), timed and item.minutes > 0
    return timed_items
