"""One meeting: agenda and materials, my answer, who comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from intranet.core.clock import local_day, now, today
from intranet.core.database import db
from intranet.core.errors import BadInput
from intranet.directives.models import Directive
from intranet.intake.models import ReadingState
from intranet.meetings.blueprint import bp
from intranet.meetings.calendar import queries
from intranet.meetings.materials.actions import materials, pages, readings
from intranet.meetings.models import AgendaItem, Material, Meeting, Reply
from intranet.meetings.planning import actions
from intranet.meetings.visibility import meeting_for
from intranet.meetings.words import PRESENCE, REPLY
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission
from intranet.reading.assignments.my_reading_queries import my_list

Answer = Response | str | tuple[str, int]


@bp.get("/sinh-hoat/<int:meeting_id>")
def show(meeting_id: int) -> str:
    """The meeting as everybody invited sees it."""
    return page(meeting_for(db.session, current_user, meeting_id))


@bp.post("/sinh-hoat/<int:meeting_id>/tra-loi")
def reply(meeting_id: int) -> Answer:
    """I come, or I stay away and say why."""
    meeting = meeting_for(db.session, current_user, meeting_id)
    coming = request.form.get("answer") != Reply.EXCUSED.value
    answer, reason = Reply.COMING if coming else Reply.EXCUSED, request.form.get("reason", "")
    by = current_user._get_current_object()
    try:
        actions.reply(db.session, by, meeting, answer, reason)
    except BadInput as error:
        db.session.rollback()
        meeting = meeting_for(db.session, current_user, meeting_id)
        return page(meeting, refused=str(error), reason=reason), 400
    db.session.commit()
    flash(_("Đã ghi: bạn sẽ dự.") if coming else _("Đã ghi: bạn xin vắng."), "ok")
    return redirect(url_for(".show", meeting_id=meeting_id))


@bp.post("/sinh-hoat/<int:meeting_id>/huy")
@permission_required(Permission.ORGANISE)
def cancel(meeting_id: int) -> Response:
    """Call the meeting off; it stays on the list, marked."""
    meeting = meeting_for(db.session, current_user, meeting_id)
    by = current_user._get_current_object()
    try:
        actions.cancel_meeting(db.session, by, meeting)
    except BadInput as error:
        db.session.rollback()
        flash(str(error), "warn")
    else:
        db.session.commit()
        flash(_("Đã hủy buổi họp. Người được mời vẫn thấy buổi họp này, ghi rõ là đã hủy."), "ok")
    return redirect(url_for(".show", meeting_id=meeting_id))


@dataclass(frozen=True)
class Stop:
    """One point of the agenda with its time of day (none when minutes are not given) and papers."""

    item: AgendaItem
    starts_at: datetime | None
    materials: Sequence[Material]


def page(meeting: Meeting, *, refused: str = "", reason: str = "") -> str:
    """The page of a meeting; `refused` says beside my answer why it was not taken."""
    shown = materials(db.session, current_user, meeting)
    guests = queries.attendance(db.session, meeting)
    mine = next((one for one in guests.guests if one.staff.id == current_user.id), None)
    return render_template(
        "meetings/show.html",
        meeting=meeting,
        stops=timetable(meeting, shown),
        loose=[one for one in shown if one.agenda_item_id is None],
        related=related(shown),
        pages=pages(db.session, shown),
        readings=readings(db.session, shown),
        to_read=_to_read(shown),
        tally=guests.tally,
        mine=mine,
        refused=refused,
        reason=reason or (mine.reason if mine else ""),
        days=(local_day(meeting.starts_at) - today()).days,
        moment=now(),
        State=ReadingState,
        REPLY=REPLY,
        PRESENCE=PRESENCE,
    )


def timetable(meeting: Meeting, shown: Sequence[Material]) -> list[Stop]:
    """The agenda with the time at which each point begins, as long as all before it are timed."""
    stops, at, timed = [], meeting.starts_at, True
    for item in meeting.agenda:
        own = [one for one in shown if one.agenda_item_id == item.id]
        stops.append(Stop(item, at if timed else None, own))
        at, timed = at + timedelta(minutes=item.minutes), timed and item.minutes > 0
    return stops


def related(shown: Sequence[Material]) -> list[Directive]:
    """The directives among the materials."""
    return [one.directive for one in shown if one.directive is not None]


def _to_read(shown: Sequence[Material]) -> dict[int, object]:
    wanted = [one.id for one in related(shown)]
    found = my_list(db.session, current_user, only=wanted) if wanted else []
    return {one.directive.id: one for one in found}
