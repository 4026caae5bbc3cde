"""The table of report periods, which the Office may change."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from intranet.core.database import db
from intranet.core.errors import BadInput
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission
from intranet.programme.blueprint import bp
from intranet.programme.reports.forms import place_of
from intranet.programme.reports.periods import keep_period, periods


@bp.get("/bao-cao/ky", endpoint="periods")
@permission_required(Permission.CHECK)
def shown() -> str:
    """First and last day of every period."""
    return render_template("programme/periods.html", periods=periods(db.session), typed={})


@bp.post("/bao-cao/ky")
@permission_required(Permission.CHECK)
def keep_periods() -> Any:
    """Save the days as typed; a wrong one saves nothing."""
    try:
        for one in periods(db.session):
            first, last = (request.form.get(f"{one.code}-{end}", "") for end in ("dau", "cuoi"))
            keep_period(db.session, current_user, one.code, place_of(first), place_of(last))
    except BadInput as error:
        db.session.rollback()
        flash(str(error), "warn")
        known = periods(db.session)
        return render_template("programme/periods.html", periods=known, typed=request.form), 400
    db.session.commit()
    flash(_("Đã lưu các kỳ báo cáo."), "ok")
    return redirect(url_for(".periods"))
