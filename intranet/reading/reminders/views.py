"""One press that reminds those who have not read."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from intranet.core.database import db
from intranet.core.errors import NotFound
from intranet.directives.audience.visibility import directive_for
from intranet.people.accounts.sign_in_throttle import limiter
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission
from intranet.reading.blueprint import bp
from intranet.reading.coverage import queries
from intranet.reading.receipts.errors import AllRemindedLately, NobodyToRemind
from intranet.reading.reminders.manual_reminders import remind


@bp.post("/theo-doi/<int:directive_id>/nhac")
@permission_required(Permission.WATCH)
@limiter.limit("30 per minute", key_func=lambda: f"reminds {current_user.id}")
def remind_missing(directive_id: int) -> Response:
    """Remind all who are missing, those of one unit, or one person."""
    directive = directive_for(db.session, current_user, directive_id)
    assignment = queries.assignment_of(db.session, directive)
    if assignment is None:
        raise NotFound
    unit = request.form.get("don-vi", type=int)
    here: dict[str, Any] = {"don-vi": unit}
    back = url_for(".one", directive_id=directive.id, **here)
    try:
        done = remind(
            db.session, current_user, assignment,
            department_id=unit, staff_id=request.form.get("nguoi", type=int),
        )  # fmt: skip
    except (NobodyToRemind, AllRemindedLately) as error:
        db.session.rollback()
        flash(str(error), "warn")
        return redirect(back)
    db.session.commit()
    flash(_said(done.told, done.lately), "ok")
    return redirect(back)


def _said(told: int, lately: int) -> str:
    if lately:
        return _(
            "Đã nhắc %(n)s người; %(m)s người vừa được nhắc trong 24 giờ qua nên không nhắc lại.",
            n=told, m=lately,
        )  # fmt: skip
    return _("Đã nhắc %(n)s người.", n=told)
