"""The attendance list of a meeting (điểm danh), on the screen and to be signed on paper."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from intranet.core.application import number_in
from intranet.core.clock import local_day, today
from intranet.core.database import db
from intranet.core.forms import refusal_flashed
from intranet.meetings.attendance import actions, queries
from intranet.meetings.blueprint import bp
from intranet.meetings.models import Meeting, Presence, Reply
from intranet.meetings.visibility import meeting_for
from intranet.people.permissions import Permission, permission_required, signed_in

ALL_PRESENT = "all"


@bp.get("/sinh-hoat/<int:meeting_id>/diem-danh", endpoint="attendance")
@permission_required(Permission.ORGANISE)
def people(meeting_id: int) -> str:
    """Everybody invited by unit; `?in=1` is the sheet with a column for signatures."""
    meeting = meeting_for(db.session, current_user, meeting_id)
    to_sign = bool(request.args.get("in"))
    return render_template(
        "meetings/signatures.html" if to_sign else "meetings/attendance.html",
        meeting=meeting,
        guests=queries.attendance(db.session, meeting),
        too_early=local_day(meeting.starts_at) > today(),
        Presence=Presence,
    )


@bp.post("/sinh-hoat/<int:meeting_id>/diem-danh")
@permission_required(Permission.ORGANISE)
def note(meeting_id: int) -> Response:
    """Keep who was there; with `do=all` everybody not yet noted came, but for the excused."""
    meeting = meeting_for(db.session, current_user, meeting_id)
    marks = _posted_marks()
    if request.form.get("do") == ALL_PRESENT:
        marks = _marks_of_all(meeting) | marks
    with refusal_flashed():
        changed = actions.note_presence(db.session, signed_in(), meeting, marks)
        db.session.commit()
        flash(_("Đã lưu điểm danh, %(n)s dòng thay đổi.", n=changed), "ok")
    return redirect(url_for(".attendance", meeting_id=meeting_id))


def _posted_marks() -> dict[int, Presence]:
    """The marked rows; what is no mark is left alone."""
    known = {presence.value: presence for presence in Presence}
    return {
        number: known[value]
        for name, value in request.form.items()
        if name.startswith("p-") and value in known and (number := number_in(name[2:]))
    }


def _marks_of_all(meeting: Meeting) -> dict[int, Presence]:
    return {
        guest.staff.id: Presence.EXCUSED if guest.reply is Reply.EXCUSED else Presence.PRESENT
        for guest in queries.attendance(db.session, meeting).guests
        if guest.presence is None
    }
