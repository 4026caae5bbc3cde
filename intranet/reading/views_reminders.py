"""The presses that remind: people of one directive, or people of all that they owe."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from intranet.core.database import db
from intranet.core.forms import refusal_flashed
from intranet.core.rate_limits import limiter
from intranet.people.permissions import Permission, permission_required
from intranet.reading.blueprint import bp
from intranet.reading.coverage.queries import assignment_seen_by
from intranet.reading.coverage.readers import WaitingFilter
from intranet.reading.reminders.errors import NobodyTicked
from intranet.reading.reminders.manual_reminders import ReminderResult, remind
from intranet.reading.way_back import way_back


def _presser() -> str:
    return f"reminds {current_user.id}"


@bp.post("/theo-doi/<int:directive_id>/nhac")
@permission_required(Permission.WATCH)
@limiter.limit("30 per minute", key_func=_presser)
def remind_missing(directive_id: int) -> ResponseReturnValue:
    """Remind the chosen people of one directive, or everybody missing in the chosen unit."""
    assignment = assignment_seen_by(db.session, current_user, directive_id)
    people, unit = request.form.getlist("nguoi", type=int), request.form.get("don-vi", type=int)
    place: dict[str, Any] = {"directive_id": directive_id, "don-vi": unit}
    whom = WaitingFilter([assignment.id], unit, people or None)
    chosen = people or unit is not None or "tat-ca" in request.form
    return _reminded(whom, chosen, url_for(".directive_coverage", **place))


@bp.post("/theo-doi/nhac")
@permission_required(Permission.WATCH)
@limiter.limit("30 per minute", key_func=_presser)
def remind_people() -> ResponseReturnValue:
    """Remind the chosen people of all that they owe, or of the chosen directives of it."""
    people, of = (request.form.getlist(name, type=int) for name in ("nguoi", "giao"))
    return _reminded(WaitingFilter(of or None, None, people), people, url_for(".waiting_people"))


def _reminded(whom: WaitingFilter, chosen: object, back: str) -> ResponseReturnValue:
    with refusal_flashed():
        if not chosen:
            raise NobodyTicked
        result = remind(db.session, current_user, whom)
        db.session.commit()
        flash(_said(result), "ok")
    return redirect(way_back(back))


def _said(result: ReminderResult) -> str:
    if not result.lately:
        return str(_("Đã nhắc %(n)s người.", n=result.told))
    return str(_(
        "Đã nhắc %(n)s người; %(m)s người vừa được nhắc trong 24 giờ qua nên không nhắc lại.",
        n=result.told, m=result.lately,
    ))  # fmt: skip
