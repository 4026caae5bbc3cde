"""Excusing one person from one directive, and asking the person again."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from sqlalchemy import select
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import Length, Optional

from intranet.core.database import db
from intranet.core.errors import BadInput, NotFound
from intranet.directives.audience.visibility import directive_for
from intranet.directives.forms import DayField, tidy
from intranet.people.models import StaffMember
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission
from intranet.reading.blueprint import bp
from intranet.reading.coverage import queries
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.models import Assignment, Excuse
from intranet.reading.receipts import manual_receipts


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
def excuse(directive_id: int, staff_id: int) -> Any:
    """Excuse a person from reading, with a reason; what was excused before stands below."""
    assignment, staff = _found(directive_id, staff_id)
    form = ExcuseForm()
    if form.validate_on_submit():
        try:
            manual_receipts.excuse(
                db.session, current_user, assignment, staff, form.reason.data or "",
                until=form.until.data,
            )  # fmt: skip
        except BadInput as error:
            db.session.rollback()
            form.reason.errors = [str(error)]
        else:
            db.session.commit()
            flash(_("Đã miễn đọc cho %(name)s.", name=staff.full_name), "ok")
            return redirect(url_for(".one", directive_id=directive_id))
    standing = select(Excuse).filter_by(assignment_id=assignment.id, staff_id=staff.id)
    page = render_template(
        "reading/excuse.html", form=form, staff=staff, directive=assignment.directive,
        excuses=db.session.scalars(standing.order_by(Excuse.since)).all(),
    )  # fmt: skip
    return page, 400 if form.errors else 200


@bp.post("/theo-doi/<int:directive_id>/mien-doc/<int:staff_id>/thu-hoi")
@permission_required(Permission.CHECK)
def excuse_withdraw(directive_id: int, staff_id: int) -> Response:
    """Ask the person again, as if nobody had been excused."""
    assignment, staff = _found(directive_id, staff_id)
    for one in db.session.scalars(
        select(Excuse).filter_by(assignment_id=assignment.id, staff_id=staff.id)
    ).all():
        manual_receipts.withdraw_excuse(db.session, current_user, one)
    db.session.commit()
    flash(_("Đã thu hồi miễn đọc của %(name)s.", name=staff.full_name), "ok")
    return redirect(url_for(".one", directive_id=directive_id))


def _found(directive_id: int, staff_id: int) -> tuple[Assignment, StaffMember]:
    directive = directive_for(db.session, current_user, directive_id)
    assignment = queries.assignment_of(db.session, directive)
    if assignment is None:
        raise NotFound
    asked = select(StaffMember).join(ReadingPeriod, ReadingPeriod.staff_id == StaffMember.id)
    staff = db.session.scalar(
        asked.where(ReadingPeriod.assignment_id == assignment.id, StaffMember.id == staff_id).limit(
            1
        )
    )
    if staff is None:
        raise NotFound
    return assignment, staff
