"""The page "Cần đọc" (what I have to read and have done), and excusing one person from reading."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from sqlalchemy import select
from wtforms import StringField
from wtforms.validators import Length, Optional

from intranet.core.current_settings import settings
from intranet.core.database import db
from intranet.core.errors import BadInput, existing
from intranet.core.forms import DayField, refusal_in, tidy
from intranet.core.paging import Pager, page_number
from intranet.people.models import StaffMember
from intranet.people.permissions import Permission, permission_required
from intranet.reading.assignments import actions, my_reading
from intranet.reading.blueprint import bp
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.coverage.queries import assignment_seen_by
from intranet.reading.models import Assignment

LEFT, DONE = 200, 20
"""How much that is left my list names, and how much that is done a page of it."""


@bp.get("/can-doc")
@permission_required(Permission.READ)
def mine() -> str:
    """What I have to read, by deadline, and what I have done."""
    page, counts = page_number("xong"), my_reading.my_counts(db.session, current_user)
    left = my_reading.left_to_read(db.session, current_user, LEFT)
    excused = my_reading.excused_from(db.session, current_user, LEFT) if counts.excused else []
    return render_template(
        "reading/my_reading.html",
        counts=counts,
        parts=my_reading.in_parts(left, settings().due_soon_days),
        excused=excused,
        done=my_reading.done_reading(db.session, current_user, DONE, (page - 1) * DONE),
        pager=Pager(page, DONE, counts.done, lambda n: url_for(".mine", xong=n, _anchor="xong")),
    )


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
            actions.excuse(
                db.session, current_user, assignment, staff, form.reason.data or "",
                until=form.until.data,
            )  # fmt: skip
            db.session.commit()
            flash(_("Đã miễn đọc cho %(name)s.", name=staff.full_name), "ok")
            return redirect(url_for(".directive_coverage", directive_id=directive_id))
    page = render_template(
        "reading/excuse.html", form=form, staff=staff, directive=assignment.directive,
        excuses=actions.excuses_of(db.session, assignment, staff),
    )  # fmt: skip
    return page, 400 if form.errors else 200


@bp.post("/theo-doi/<int:directive_id>/mien-doc/<int:staff_id>/thu-hoi")
@permission_required(Permission.CHECK)
def excuse_withdraw(directive_id: int, staff_id: int) -> ResponseReturnValue:
    """Ask the person again, as if nobody had been excused."""
    assignment, staff = _assignment_and_reader(directive_id, staff_id)
    for given in actions.excuses_of(db.session, assignment, staff):
        actions.withdraw_excuse(db.session, current_user, given)
    db.session.commit()
    flash(_("Đã thu hồi miễn đọc của %(name)s.", name=staff.full_name), "ok")
    return redirect(url_for(".directive_coverage", directive_id=directive_id))


def _assignment_and_reader(directive_id: int, staff_id: int) -> tuple[Assignment, StaffMember]:
    assignment = assignment_seen_by(db.session, current_user, directive_id)
    asked = select(StaffMember).join(ReadingPeriod, ReadingPeriod.staff_id == StaffMember.id)
    query = asked.where(ReadingPeriod.assignment_id == assignment.id, StaffMember.id == staff_id)
    return assignment, existing(db.session.scalar(query.limit(1)))
