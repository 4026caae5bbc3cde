"""Excusing one person from one directive, and asking the person again."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from sqlalchemy import select
from wtforms import StringField
from wtforms.validators import Length, Optional

from intranet.core.database import db
from intranet.core.errors import BadInput, NotFound
from intranet.core.forms import DayField, refusal_in, tidy
from intranet.people.models import StaffMember
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission
from intranet.reading.assignments import excuses
from intranet.reading.blueprint import bp
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.coverage.queries import assignment_seen_by
from intranet.reading.models import Assignment


class ExcuseForm(FlaskForm):
    """Why somebody need not read, and until when."""

    reason = StringField(
        _l("Lý do miễn"),
        [Length(max=300)],
        description=_l("Ví dụ: đi học tập trung theo Quyết định số 15/QĐ-TTr."),
        filters=[tidy],
    )
    until = DayField(_l("Miễn đến hết ngày"), [Optional()])


@bp.route("/theo-doi/<int:directive_id>/mien-doc/<int:staff_id>", methods=["GET", "POST"])
@permission_required(Permission.CHECK)
def excuse(directive_id: int, staff_id: int) -> ResponseReturnValue:
    """Excuse a person from reading, with a reason; what was excused before stands below."""
    assignment, staff = _assignment_and_reader(directive_id, staff_id)
    form = ExcuseForm()
    if form.validate_on_submit():
        with refusal_in(form, reason=BadInput):
            excuses.excuse(
                db.session, current_user, assignment, staff, form.reason.data or "",
                until=form.until.data,
            )  # fmt: skip
            db.session.commit()
            flash(_("Đã miễn đọc cho %(name)s.", name=staff.full_name), "ok")
            return redirect(url_for(".directive_coverage", directive_id=directive_id))
    page = render_template(
        "reading/excuse.html", form=form, staff=staff, directive=assignment.directive,
        excuses=excuses.excuses_of(db.session, assignment, staff),
    )  # fmt: skip
    return page, 400 if form.errors else 200


@bp.post("/theo-doi/<int:directive_id>/mien-doc/<int:staff_id>/thu-hoi")
@permission_required(Permission.CHECK)
def excuse_withdraw(directive_id: int, staff_id: int) -> ResponseReturnValue:
    """Ask the person again, as if nobody had been excused."""
    assignment, staff = _assignment_and_reader(directive_id, staff_id)
    for given in excuses.excuses_of(db.session, assignment, staff):
        excuses.withdraw_excuse(db.session, current_user, given)
    db.session.commit()
    flash(_("Đã thu hồi miễn đọc của %(name)s.", name=staff.full_name), "ok")
    return redirect(url_for(".directive_coverage", directive_id=directive_id))


def _assignment_and_reader(directive_id: int, staff_id: int) -> tuple[Assignment, StaffMember]:
    assignment = assignment_seen_by(db.session, current_user, directive_id)
    asked = select(StaffMember).join(ReadingPeriod, ReadingPeriod.staff_id == StaffMember.id)
    query = asked.where(ReadingPeriod.assignment_id == assignment.id, StaffMember.id == staff_id)
    staff = db.session.scalar(query.limit(1))
    if staff is None:
        raise NotFound
    return assignment, staff
