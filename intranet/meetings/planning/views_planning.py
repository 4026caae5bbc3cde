"""Calling a meeting and changing it."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from intranet.core.clock import today
from intranet.core.database import db
from intranet.core.errors import BadInput, ChangedMeanwhile
from intranet.directives.audience.meant_people import count_members
from intranet.directives.audience.rule import Audience
from intranet.intake.review.addressees import readers_by_department
from intranet.meetings.blueprint import bp
from intranet.meetings.models import Meeting
from intranet.meetings.planning import actions
from intranet.meetings.planning.forms import (
    BLANK_ROWS,
    MeetingForm,
    as_rows,
    points,
    points_of,
    state_of,
    typed_rows,
)
from intranet.meetings.visibility import meeting_for
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission

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
    form, rows = MeetingForm(), typed_rows(request.form)
    if not form.validate():
        return _page(form, rows, None), 400
    by = current_user._get_current_object()
    try:
        meeting = actions.call_meeting(db.session, by, form.plan(), form.audience(), points(rows))
    except BadInput as error:
        db.session.rollback()
        form.refuse(error)
        return _page(form, rows, None), 400
    db.session.commit()
    flash(_("Đã lập buổi họp. Thêm tài liệu để mọi người đọc trước."), "ok")
    return redirect(url_for(".show", meeting_id=meeting.id))


@bp.get("/sinh-hoat/<int:meeting_id>/sua")
@permission_required(Permission.ORGANISE)
def edit(meeting_id: int) -> str:
    """The form of a meeting that was called."""
    meeting = meeting_for(db.session, current_user, meeting_id)
    actions.must_take_place(meeting)
    return _page(MeetingForm.of(meeting, formdata=None), as_rows(points_of(meeting)), meeting)


@bp.post("/sinh-hoat/<int:meeting_id>/sua")
@permission_required(Permission.ORGANISE)
def change(meeting_id: int) -> Answer:
    """Keep what was changed."""
    meeting = meeting_for(db.session, current_user, meeting_id)
    form, rows = MeetingForm(), typed_rows(request.form)
    if not form.validate():
        return _page(form, rows, meeting), 400
    if form.state.data != state_of(meeting):
        form.form_errors.append(str(ChangedMeanwhile.message))
        return _page(form, rows, meeting), 409
    by = current_user._get_current_object()
    try:
        actions.change_meeting(db.session, by, meeting, form.plan(), form.audience(), points(rows))
    except BadInput as error:
        db.session.rollback()
        form.refuse(error)
        return _page(form, rows, meeting_for(db.session, current_user, meeting_id)), 400
    db.session.commit()
    flash(_("Đã lưu buổi họp."), "ok")
    return redirect(url_for(".show", meeting_id=meeting_id))


def _page(form: MeetingForm, rows: list[dict[str, str]], meeting: Meeting | None) -> str:
    blank = {"id": "", "title": "", "presenter": "", "minutes": ""}
    more = max(2, BLANK_ROWS - len(rows))
    return render_template(
        "meetings/form.html",
        form=form,
        rows=[*rows, *(blank for _n in range(more))],
        meeting=meeting,
        units=readers_by_department(db.session),
        everybody=count_members(db.session, Audience(everybody=True)),
        today=today(),
    )
