"""What is asked for before a report is made, a list leaves the portal or a period changes."""

import re
from datetime import date
from itertools import product
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, NumberRange, Optional

from intranet.core.clock import today
from intranet.directives.forms import NEEDED, DayField, tidy
from intranet.programme.reports.gathering import Wanted
from intranet.programme.reports.periods import FREE, Period, Place

YEARS = (2020, 2100)
DAY_OF_YEAR = re.compile(r"\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*")


class Blank(Optional):
    """A field that may stay empty; the page says so once for all of them."""

    def __init__(self) -> None:
        super().__init__()
        self.field_flags = {"optional": True, "plain_label": True}


class ReportForm(FlaskForm):
    """A period of a year, or free days, and the day of the figures."""

    period = SelectField(_l("Kỳ báo cáo"))
    year = IntegerField(
        _l("Năm"), [InputRequired(NEEDED), NumberRange(*YEARS, _l("Năm từ 2020 đến 2100."))]
    )
    since = DayField(_l("Từ ngày"), [Blank()])
    until = DayField(_l("Đến ngày"), [Blank()])
    as_of = DayField(_l("Số liệu chốt đến ngày"), [Blank()])

    def __init__(self, choices: tuple[Period, ...], **more: Any) -> None:
        super().__init__(**more)
        self.known = {one.code: one for one in choices}
        named = [(code, one.name) for code, one in self.known.items()]
        self.period.choices = [*named, (FREE, _l("Tự chọn từ ngày – đến ngày"))]
        if not self.is_submitted():
            self.period.data, self.year.data = _month_of(choices, today())

    def validate(self, *more: Any, **others: Any) -> bool:
        """Free days need a beginning and an end."""
        fine = bool(super().validate(*more, **others))
        if self.period.data == FREE and None in (self.since.data, self.until.data):
            told = _("Kỳ tự chọn cần cả ngày đầu và ngày cuối.")
            for field in (self.since, self.until):
                if field.data is None and not field.errors:
                    field.errors = [told]
            return False
        return fine

    def wanted(self) -> Wanted:
        """What is asked for; figures are of the period's end, or of today before it."""
        period = self.known.get(self.period.data)
        if period is None:
            assert self.since.data is not None  # the form was validated
            assert self.until.data is not None
            since, until = self.since.data, self.until.data
            title = f"từ ngày {since:%d/%m/%Y} đến ngày {until:%d/%m/%Y}"
        else:
            since, until = period.within(self.year.data or 0)
            with force_locale("vi"):
                title = period.title(self.year.data or 0)
        return Wanted(title, since, until, self.as_of.data or min(until, today()))


def _month_of(choices: tuple[Period, ...], day: date) -> tuple[str, int]:
    """The month of reports in which a day lies: that of December ends next year's January."""
    for year, one in product((day.year, day.year + 1), choices):
        since, until = one.within(year)
        if since <= day <= until:
            return one.code, year
    return FREE, day.year


class RangeForm(FlaskForm):
    """From one day to another, in the address."""

    class Meta:
        csrf = False

    tu = DayField(_l("Từ ngày"), [Blank()])
    den = DayField(_l("Đến ngày"), [Blank()])


class ExportForm(FlaskForm):
    """Why data leaves the portal; which form is the name of the button."""

    reason = StringField(_l("Lý do xuất"), filters=[lambda text: tidy(text)[:300]])


def place_of(typed: str) -> Place:
    """Month and day of "15/12"; (0, 0), which no month has, for anything else."""
    found = DAY_OF_YEAR.fullmatch(typed)
    return (int(found[2]), int(found[1])) if found else (0, 0)
