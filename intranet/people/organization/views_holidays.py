"""The days off of each year, for the Office; deadlines in working days follow them."""

from datetime import date, datetime
from typing import Any

from flask import render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import TextAreaField, ValidationError

from intranet.core.clock import today
from intranet.core.database import db
from intranet.core.forms import commit_and_go
from intranet.people.blueprint import bp
from intranet.people.errors import UnreadableLine
from intranet.people.organization.working_days import holidays_of, keep_year
from intranet.people.permissions import Permission, permission_required

FIRST_YEAR, LAST_YEAR = 2020, 2100
WORKED = "làm bù"


class HolidaysForm(FlaskForm):
    """The days off of a year, one a line."""

    days = TextAreaField(
        _l("Ngày nghỉ và ngày làm bù"),
        description=_l("Mỗi dòng một ngày, ví dụ “02/09/2026 Quốc khánh”; “22/08/2026 làm bù”."),
    )

    def validate_days(self, field: TextAreaField) -> None:
        """Each line must begin with a day."""
        try:
            read_holidays(field.data or "")
        except UnreadableLine as error:
            raise ValidationError(str(error)) from None


def read_holidays(text: str) -> tuple[dict[date, str], dict[date, str]]:
    """Days off and days worked instead, by day. Raises UnreadableLine."""
    off: dict[date, str] = {}
    worked: dict[date, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        written, _blank, name = line.strip().partition(" ")
        try:
            day = datetime.strptime(written, "%d/%m/%Y").date()
        except ValueError:
            raise UnreadableLine(number) from None
        made_up = name.strip().casefold().startswith(WORKED)
        (worked if made_up else off)[day] = name.strip()[:80]
    return off, worked


@bp.route("/van-phong/ngay-nghi", methods=["GET", "POST"])
@permission_required(Permission.CHECK)
def days_off() -> Any:
    """The days off of one year."""
    year = request.args.get("nam", today().year, int)
    year = max(FIRST_YEAR, min(year, LAST_YEAR))
    holidays = holidays_of(db.session, year)
    lines = (f"{holiday.day:%d/%m/%Y} {holiday.name}".strip() for holiday in holidays)
    form = HolidaysForm(data={"days": "\n".join(lines)})
    if form.validate_on_submit():
        off, worked = read_holidays(form.days.data or "")
        keep_year(db.session, current_user, year, off, worked)
        done = _("Đã lưu ngày nghỉ năm %(year)s; hạn đọc tính lại theo đó.", year=year)
        return commit_and_go(done, "people.days_off", nam=year)
    page = render_template("people/days_off.html", form=form, year=year, days=holidays)
    return page, 400 if form.is_submitted() else 200
