"""What is asked for before a report is made or a period changes."""

import re
from datetime import date
from itertools import product
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange

from intranet.core.clock import today
from intranet.core.forms import NEEDED, BlankDay, DayField
from intranet.programme.reports.gathering import ReportScope
from intranet.programme.reports.periods import FREE, DayOfYear, Period

YEARS = (2020, 2100)
DAY_OF_YEAR = re.compile(r"\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*")


class ReportForm(FlaskForm):
    """A period of a year, or free days, and the day of the figures."""

    period = SelectField(_l("Kỳ báo cáo"))
    year = IntegerField(
        _l("Năm"), [InputRequired(NEEDED), NumberRange(*YEARS, _l("Năm từ 2020 đến 2100."))]
    )
    since = DayField(_l("Từ ngày"), [BlankDay()])
    until = DayField(_l("Đến ngày"), [BlankDay()])
    as_of = DayField(_l("Số liệu chốt đến ngày"), [BlankDay()])

    def __init__(self, choices: tuple[Period, ...], **more: Any) -> None:
        super().__init__(**more)
        self.known = {period.code: period for period in choices}
        named = [(code, period.name) for code, period in self.known.items()]
        self.period.choices = [*named, (FREE, _l("Tự chọn từ ngày – đến ngày"))]
        if not self.is_submitted():
            self.period.data, self.year.data = _month_of(choices, today())

    def validate(self, *more: Any, **others: Any) -> bool:
        """Free days need a beginning and an end."""
        fine = bool(super().validate(*more, **others))
        if self.period.data == FREE and None in (self.since.data, self.until.data):
            sentence = _("Kỳ tự chọn cần cả ngày đầu và ngày cuối.")
            for field in (self.since, self.until):
                if field.data is None and not field.errors:
                    field.errors = [sentence]
            return False
        return fine

    def scope(self) -> ReportScope:
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
        return ReportScope(title, since, until, self.as_of.data or min(until, today()))


def _month_of(choices: tuple[Period, ...], day: date) -> tuple[str, int]:
    # The month of reports in which a day lies: that of December ends next year's January.
    for year, period in product((day.year, day.year + 1), choices):
        since, until = period.within(year)
        if since <= day <= until:
            return period.code, year
    return FREE, day.year


def day_of_year(typed: str) -> DayOfYear:
    """Month and day of "15/12"; (0, 0), which no month has, for anything else."""
    match = DAY_OF_YEAR.fullmatch(typed)
    return (int(match[2]), int(match[1])) if match else (0, 0)
