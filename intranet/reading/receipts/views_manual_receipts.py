"""The page on which the clerk enters who was told in a meeting or has signed a paper."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectChoice, StringField
from wtforms.validators import DataRequired

from intranet.core.clock import today
from intranet.core.database import db
from intranet.core.forms import DayField, refusal_in, tidy
from intranet.intake.review.addressing_fields import CheckboxesField
from intranet.people.permissions import Permission, permission_required
from intranet.reading.assigned_versions import version_to_read
from intranet.reading.blueprint import bp
from intranet.reading.coverage.queries import assignment_seen_by
from intranet.reading.coverage.readers import ReaderState, readers
from intranet.reading.models import Assignment, ReceiptMethod
from intranet.reading.receipts.confirmation import enter_receipt
from intranet.reading.receipts.errors import ReasonMissing

MOST = 500
"""How many people the form names; more are entered in parts."""


class ManualReceiptsForm(FlaskForm):
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
    people = CheckboxesField(_l("Những người đã được phổ biến"))


@bp.route("/theo-doi/<int:directive_id>/da-pho-bien", methods=["GET", "POST"])
@permission_required(Permission.CHECK)
def manual_receipts(directive_id: int) -> ResponseReturnValue:
    """Enter receipts for people who did not read on the screen."""
    assignment = assignment_seen_by(db.session, current_user, directive_id)
    form = ManualReceiptsForm()
    waiting = readers(db.session, current_user, assignment, state=ReaderState.MISSING, limit=MOST)
    if form.is_submitted() and _entered(form, assignment):
        return redirect(url_for(".directive_coverage", directive_id=directive_id))
    if form.told_on.data is None and not form.is_submitted():
        form.told_on.data = today()
    page = render_template(
        "reading/manual_receipts.html",
        directive=assignment.directive, assignment=assignment, form=form, waiting=waiting,
    )  # fmt: skip
    return page, 400 if form.is_submitted() else 200


def _entered(form: ManualReceiptsForm, assignment: Assignment) -> bool:
    if not form.validate():
        return False
    chosen = set(form.people.data or ())
    waiting = readers(db.session, current_user, assignment, state=ReaderState.MISSING)
    people = [reader.staff for reader in waiting if reader.staff.id in chosen]
    if not people:
        form.people.errors = [_("Hãy chọn ít nhất một người chưa xong.")]
        return False
    version, day = version_to_read(db.session, assignment), form.told_on.data
    assert day is not None  # the form wants it
    with refusal_in(form):
        for person in people:
            enter_receipt(
                db.session, current_user, person, version, ReceiptMethod(form.way.data), day,
                form.reason.data or "",
            )  # fmt: skip
        db.session.commit()
        said = _("Đã ghi biên nhận của %(n)s người cho %(symbol)s.", n=len(people),
                 symbol=assignment.directive.symbol)  # fmt: skip
        flash(said, "ok")
        return True
    return False
