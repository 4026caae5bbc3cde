"""Calling a meeting, changing it, calling it off."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from intranet.core.clock import now
from intranet.core.database import db
from intranet.core.errors import ChangedMeanwhile
from intranet.core.forms import commit_and_go, refusal_flashed, refusal_in
from intranet.directives.audience.meant_people import count_members
from intranet.directives.audience.rule import Audience
from intranet.intake.review.addressees import readers_by_department
from intranet.meetings.blueprint import bp
from intranet.meetings.models import Meeting
from intranet.meetings.planning import actions, forms
from intranet.meetings.planning.forms import REFUSED_BESIDE, MeetingForm
from intranet.meetings.visibility import meeting_for
from intranet.people.permissions import Permission, permission_required, signed_in

Answer = Response | str | tuple[str, int]


@bp.get("/sinh-hoat/moi")
@permission_required(Permission.ORGANISE)
def new() -> str:
    """The form for a new meeting."""
    return _page(MeetingForm(formdata=None, data={"day": None, "secretary": ""}), [], None)


@bp.post("/sinh-hoat/moi")
@permission_required(Permission.ORGANISE)
def call() -> Answer:
    """The meeting is called, or the form comes back with what is wrong."""
    form, rows = MeetingForm(), forms.typed_rows(request.form)
    if not form.validate():
        return _page(form, rows, None), 400
    with refusal_in(form, **REFUSED_BESIDE):
        plan, invited, points = form.plan(), form.audience(), forms.points(rows)
        meeting = actions.call_meeting(db.session, signed_in(), plan, invited, points)
        said = _("Đã lập buổi họp. Thêm tài liệu để mọi người đọc trước.")
        if meeting.starts_at <= now():
            said = _("Đã ghi buổi họp đã diễn ra. Có thể điểm danh và thêm tài liệu.")
        return commit_and_go(said, ".show", meeting_id=meeting.id)
    return _page(form, rows, None), 400


@bp.get("/sinh-hoat/<int:meeting_id>/sua")
@permission_required(Permission.ORGANISE)
def edit(meeting_id: int) -> str:
    """The form of a meeting that was called."""
    meeting = meeting_for(db.session, current_user, meeting_id)
    actions.must_take_place(meeting)
    rows = forms.as_rows(actions.points_of(meeting))
    return _page(MeetingForm.of(meeting, formdata=None), rows, meeting)


@bp.post("/sinh-hoat/<int:meeting_id>/sua")
@permission_required(Permission.ORGANISE)
def change(meeting_id: int) -> Answer:
    """Keep what was changed."""
    meeting = meeting_for(db.session, current_user, meeting_id)
    form, rows = MeetingForm(), forms.typed_rows(request.form)
    if not form.validate():
        return _page(form, rows, meeting), 400
    if form.state.data != forms.state_of(meeting):
        form.form_errors.append(str(ChangedMeanwhile.message))
        return _page(form, rows, meeting), 409
    with refusal_in(form, **REFUSED_BESIDE):
        plan, invited, points = form.plan(), form.audience(), forms.points(rows)
        actions.change_meeting(db.session, signed_in(), meeting, plan, invited, points)
        return commit_and_go(_("Đã lưu buổi họp."), ".show", meeting_id=meeting_id)
    return _page(form, rows, meeting_for(db.session, current_user, meeting_id)), 400


@bp.post("/sinh-hoat/<int:meeting_id>/huy")
@permission_required(Permission.ORGANISE)
def cancel(meeting_id: int) -> Response:
    """Call the meeting off; it stays on the list, marked."""
    meeting = meeting_for(db.session, current_user, meeting_id)
    with refusal_flashed():
        actions.cancel_meeting(db.session, signed_in(), meeting)
        db.session.commit()
        flash(_("Đã hủy buổi họp. Người được mời vẫn thấy buổi họp này, ghi rõ là đã hủy."), "ok")
    return redirect(url_for(".show", meeting_id=meeting_id))


def _page(form: MeetingForm, rows: list[dict[str, str]], meeting: Meeting | None) -> str:
    blank = {"id": "", "title": "", "presenter": "", "minutes": ""}
    more = max(1, forms.BLANK_ROWS - len(rows))
    return render_template(
        "meetings/form.html",
        form=form,
        rows=[*rows, *(blank for _n in range(more))],
        meeting=meeting,
        units=readers_by_department(db.session),
        everybody=count_members(db.session, Audience(everybody=True)),
    )
