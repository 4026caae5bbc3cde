"""One press that reminds those who have not read."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from intranet.core.database import db
from intranet.core.forms import refusal_flashed
from intranet.core.rate_limits import limiter
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission
from intranet.reading.blueprint import bp
from intranet.reading.coverage.queries import assignment_seen_by
from intranet.reading.reminders.manual_reminders import ReminderResult, remind


@bp.post("/theo-doi/<int:directive_id>/nhac")
@permission_required(Permission.WATCH)
@limiter.limit("30 per minute", key_func=lambda: f"reminds {current_user.id}")
def remind_missing(directive_id: int) -> ResponseReturnValue:
    """Remind all who are missing, those of one unit, or one person."""
    assignment = assignment_seen_by(db.session, current_user, directive_id)
    unit = request.form.get("don-vi", type=int)
    here: dict[str, Any] = {"don-vi": unit}
    back = url_for(".directive_coverage", directive_id=directive_id, **here)
    with refusal_flashed():
        result = remind(
            db.session, current_user, assignment,
            department_id=unit, staff_id=request.form.get("nguoi", type=int),
        )  # fmt: skip
        db.session.commit()
        flash(_said(result), "ok")
    return redirect(back)


def _said(result: ReminderResult) -> str:
    if not result.lately:
        return str(_("Đã nhắc %(n)s người.", n=result.told))
    return str(_(
        "Đã nhắc %(n)s người; %(m)s người vừa được nhắc trong 24 giờ qua nên không nhắc lại.",
        n=result.told, m=result.lately,
    ))  # fmt: skip
