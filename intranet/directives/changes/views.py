"""Recalling a published directive with a reason, and taking that back."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import DataRequired

from intranet.core.database import db
from intranet.core.forms import commit_and_go, refusal_flashed, refusal_in, text_field
from intranet.directives import errors, hooks
from intranet.directives.audience.visibility import directive_for
from intranet.directives.blueprint import bp
from intranet.directives.changes import withdrawal
from intranet.people.permissions import Permission, permission_required, signed_in


class RecallForm(FlaskForm):
    """Why a directive is recalled."""

    reason = text_field(
        _l("Lý do thu hồi"), 300, DataRequired(errors.RecallNeedsReason.message), kind=TextAreaField
    )


@bp.route("/van-ban/<int:directive_id>/thu-hoi", methods=["GET", "POST"])
@permission_required(Permission.CHECK)
def recall(directive_id: int) -> ResponseReturnValue:
    """Look at what recalling the directive does, and recall it."""
    directive, form = directive_for(db.session, current_user, directive_id), RecallForm()
    if directive.recalled_at is not None:
        return redirect(url_for(".show", directive_id=directive_id))
    if form.validate_on_submit():
        with refusal_in(form, reason=errors.RecallNeedsReason):
            withdrawal.recall(db.session, signed_in(), directive, form.reason.data)
            said = _("Đã thu hồi văn bản; người đã nhận được báo lý do.")
            return commit_and_go(said, ".show", directive_id=directive_id)
        directive = directive_for(db.session, current_user, directive_id)
    effects = hooks.recall_effects(db.session, directive)
    page = render_template("directives/recall.html", directive=directive, form=form, said=effects)
    return page, 400 if form.errors else 200


@bp.post("/van-ban/<int:directive_id>/bo-thu-hoi")
@permission_required(Permission.CHECK)
def restore(directive_id: int) -> ResponseReturnValue:
    """Let a directive that was recalled by mistake be read again."""
    directive = directive_for(db.session, current_user, directive_id)
    with refusal_flashed():
        withdrawal.restore(db.session, signed_in(), directive)
        said = _("Đã bỏ thu hồi; văn bản được giao đọc trở lại.")
        return commit_and_go(said, ".show", directive_id=directive_id)
    return redirect(url_for(".show", directive_id=directive_id))
