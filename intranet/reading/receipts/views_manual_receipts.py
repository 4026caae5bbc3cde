"""The clerk enters who was told in a meeting or has signed a paper."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectChoice, StringField
from wtforms.validators import DataRequired

from intranet.core.clock import today
from intranet.core.database import db
from intranet.core.errors import BadInput, NotFound
from intranet.directives.audience.visibility import directive_for
from intranet.directives.forms import DayField, tidy
from intranet.directives.models import Directive
from intranet.intake.review.addressing_fields import Ticks
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission
from intranet.reading.blueprint import bp
from intranet.reading.coverage import queries
from intranet.reading.coverage.readers import readers
from intranet.reading.models import Assignment, ReceiptMethod
from intranet.reading.receipts import manual_receipts
from intranet.reading.receipts.errors import ReasonMissing
from intranet.reading.receipts.steps import version_to_read

MOST = 500
"""How many people the form names; more are entered in parts."""


class TellingForm(FlaskForm):
    """Who was told, how, when, and where that is written down."""

    way = RadioField(
        _l("Hình thức"),
        choices=[
            SelectChoice(ReceiptMethod.MEETING.value, _l("Tại cuộc họp, buổi sinh hoạt")),
            SelectChoice(ReceiptMethod.PAPER.value, _l("Bản giấy đã ký nhận")),
        ],
        default=ReceiptMethod.MEETING.value,
    )
    told_on = DayField(_l("Ngày phổ biến"), validators=[DataRequired()])
    reason = StringField(
        _l("Căn cứ, nơi lưu"),
        [DataRequired(ReasonMissing.message)],
        description=_l("Ví dụ: biên bản số 12, ngày 05/11/2026; hồ sơ lưu tại Văn phòng."),
        filters=[tidy],
    )
    people = Ticks(_l("Những người đã được phổ biến"))


@bp.route("/theo-doi/<int:directive_id>/da-pho-bien", methods=["GET", "POST"])
@permission_required(Permission.CHECK)
def told(directive_id: int) -> Any:
    """Enter receipts for people who did not read on the screen."""
    directive = directive_for(db.session, current_user, directive_id)
    assignment = queries.assignment_of(db.session, directive)
    if assignment is None:
        raise NotFound
    form = TellingForm()
    waiting = readers(db.session, current_user, assignment, only_missing=True, limit=MOST)
    if form.is_submitted() and _entered(form, directive, assignment):
        return redirect(url_for(".one", directive_id=directive.id))
    if form.told_on.data is None and not form.is_submitted():
        form.told_on.data = today()
    page = render_template(
        "reading/telling.html",
        directive=directive, assignment=assignment, form=form, waiting=waiting,
    )  # fmt: skip
    return page, 400 if form.is_submitted() else 200


def _entered(form: TellingForm, directive: Directive, assignment: Assignment) -> bool:
    if not form.validate():
        return False
    chosen = set(form.people.data or ())
    waiting = readers(db.session, current_user, assignment, only_missing=True)
    people = [one.staff for one in waiting if one.staff.id in chosen]
    if not people:
        form.people.errors = [_("Hãy chọn ít nhất một người chưa xong.")]
        return False
    version, way = version_to_read(db.session, assignment), ReceiptMethod(form.way.data)
    day = form.told_on.data
    assert day is not None  # the form wants it
    try:
        for person in people:
            manual_receipts.enter(
                db.session, current_user, person, version, way, day, form.reason.data or ""
            )
    except BadInput as error:
        db.session.rollback()
        form.form_errors.append(str(error))
        return False
    db.session.commit()
    said = _("Đã ghi biên nhận của %(n)s người cho %(symbol)s.", n=len(people),
             symbol=directive.symbol)  # fmt: skip
    flash(said, "ok")
    return True
