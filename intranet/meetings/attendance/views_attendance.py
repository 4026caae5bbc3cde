"""The attendance list of a meeting (điểm danh), on the screen and to be signed on paper."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from intranet.core.clock import local_day, today
from intranet.core.database import db
from intranet.core.errors import BadInput
from intranet.meetings.blueprint import bp
from intranet.meetings.calendar import queries
from intranet.meetings.models import Meeting, Presence, Reply
from intranet.meetings.planning import actions
from intranet.meetings.visibility import meeting_for
from intranet.meetings.words import PRESENCE, REPLY
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission

ALL_PRESENT = "all"


@bp.get("/sinh-hoat/<int:meeting_id>/diem-danh", endpoint="attendance")
@permission_required(Permission.ORGANISE)
def people(meeting_id: int) -> str:
    """Everybody invited by unit; `?in=1` is the sheet with a column for signatures."""
    meeting = meeting_for(db.session, current_user, meeting_id)
    sheet = "meetings/signatures.html" if request.args.get("in") else "meetings/attendance.html"
    return render_template(
        sheet,
        meeting=meeting,
        guests=queries.attendance(db.session, meeting),
        too_early=local_day(meeting.starts_at) > today(),
        Presence=Presence,
        PRESENCE=PRESENCE,
        REPLY=REPLY,
    )


@bp.post("/sinh-hoat/<int:meeting_id>/diem-danh")
@permission_required(Permission.ORGANISE)
def note(meeting_id: int) -> Response:
    """Keep who was there; with `do=all` everybody not yet noted came, but for the excused."""
    meeting = meeting_for(db.session, current_user, meeting_id)
    by = current_user._get_current_object()
    marks = _typed()
    if request.form.get("do") == ALL_PRESENT:
        marks = _filled(meeting) | marks
    try:
        changed = actions.note_presence(db.session, by, meeting, marks)
    except BadInput as error:
        db.session.rollback()
        flash(str(error), "warn")
    else:
        db.session.commit()
        flash(_("Đã lưu điểm danh, %(n)s dòng thay đổi.", n=changed), "ok")
    return redirect(url_for(".attendance", meeting_id=meeting_id))


def _typed() -> dict[int, Presence]:
    """The marked rows; what is no mark is left alone."""
    known = {one.value: one for one in Presence}
    return {
        int(name[2:]): known[value]
        for name, value in request.form.items()
        if name.startswith("p-") and name[2:].isdecimal() and value in known
    }


def _filled(meeting: Meeting) -> dict[int, Presence]:
    return {
        guest.staff.id: Presence.EXCUSED if guest.reply is Reply.EXCUSED else Presence.PRESENT
        for guest in queries.attendance(db.session, meeting).guests
        if guest.presence is None
    }
