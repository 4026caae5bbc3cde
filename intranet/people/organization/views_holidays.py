"""The days off of each year, for the Office; deadlines in working days follow them."""

from typing import Any

from flask import render_template, request
from flask_babel import gettext as _
from flask_login import current_user

from intranet.core.clock import today
from intranet.core.database import db
from intranet.core.forms import commit_and_go
from intranet.people.blueprint import bp
from intranet.people.organization import holiday_forms as forms
from intranet.people.organization.working_days import holidays_of, keep_year
from intranet.people.permissions import Permission, permission_required

FIRST_YEAR, LAST_YEAR = 2020, 2100


@bp.route("/van-phong/ngay-nghi", methods=["GET", "POST"])
@permission_required(Permission.CHECK)
def days_off() -> Any:
    """The days off of one year; `?le=1` begins with those that are the same every year."""
    year = request.args.get("nam", today().year, int)
    year = max(FIRST_YEAR, min(year, LAST_YEAR))
    holidays = holidays_of(db.session, year)
    form, rows = forms.HolidaysForm(), forms.rows_of(holidays)
    proposed = forms.fixed_rows(year) if request.args.get("le") and not rows else []
    if form.is_submitted():
        rows = forms.checked(forms.typed_rows(request.form), year)
    if form.validate_on_submit() and not any(row.wrong for row in rows):
        keep_year(db.session, current_user, year, *forms.entered(rows, form.days.data or ""))
        done = _("Đã lưu ngày nghỉ năm %(year)s; hạn đọc tính lại theo đó.", year=year)
        return commit_and_go(done, "people.days_off", nam=year)
    page = render_template(
        "people/days_off.html", form=form, year=year, days=holidays, rows=rows or proposed,
        proposed=bool(proposed),
    )  # fmt: skip
    return page, 400 if form.is_submitted() else 200
