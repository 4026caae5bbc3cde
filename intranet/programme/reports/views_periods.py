"""The table of report periods, which the Office may change."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from intranet.core.database import db
from intranet.core.forms import refusal_flashed
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission
from intranet.programme.blueprint import bp
from intranet.programme.reports.forms import day_of_year
from intranet.programme.reports.periods import keep_period, periods


@bp.get("/bao-cao/ky", endpoint="periods")
@permission_required(Permission.CHECK)
def periods_page() -> str:
    """First and last day of every period."""
    return render_template("programme/periods.html", periods=periods(db.session), typed={})


@bp.post("/bao-cao/ky")
@permission_required(Permission.CHECK)
def keep_periods() -> Any:
    """Save the days as typed; a wrong one saves nothing."""
    with refusal_flashed():
        for period in periods(db.session):
            first, last = (
                day_of_year(request.form.get(f"{period.code}-{end}", "")) for end in ("dau", "cuoi")
            )
            keep_period(db.session, current_user, period.code, first, last)
        db.session.commit()
        flash(_("Đã lưu các kỳ báo cáo."), "ok")
        return redirect(url_for(".periods"))
    known = periods(db.session)
    return render_template("programme/periods.html", periods=known, typed=request.form), 400
