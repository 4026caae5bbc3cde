"""The days off of a year as rows of a form, and as lines that are pasted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import TextAreaField, ValidationError

from intranet.core.dates import typed_day
from intranet.core.forms import tidy
from intranet.people.errors import UnreadableLine
from intranet.people.organization.models import Holiday

WORKED = "làm bù"
FIXED_HOLIDAYS = (
    (1, 1, _l("Tết Dương lịch")),
    (30, 4, _l("Ngày Chiến thắng")),
    (1, 5, _l("Ngày Quốc tế lao động")),
    (2, 9, _l("Quốc khánh")),
)
"""Those that fall on the same day every year (Bộ luật Lao động, art. 112)."""


@dataclass(frozen=True)
class HolidayRow:
    """One row as it was typed, and what is wrong with it ("")."""

    day: str
    name: str
    worked: bool = False
    wrong: str = ""


class HolidaysForm(FlaskForm):
    """More days off of a year than one wants to type row by row."""

    days = TextAreaField(
        _l("Dán nhiều ngày cùng lúc"),
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
        if (day := typed_day(written)) is None:
            words = _("Dòng %(n)s không bắt đầu bằng một ngày như 02/09/2026.", n=number)
            raise UnreadableLine(words)
        made_up = name.strip().casefold().startswith(WORKED)
        (worked if made_up else off)[day] = name.strip()[:80]
    return off, worked


def rows_of(holidays: Sequence[Holiday]) -> list[HolidayRow]:
    """What is kept, as rows."""
    return [HolidayRow(f"{one.day:%d/%m/%Y}", one.name, one.worked) for one in holidays]


def fixed_rows(year: int) -> list[HolidayRow]:
    """The holidays that fall on the same day every year, as rows to begin with."""
    return [
        HolidayRow(f"{day:02}/{month:02}/{year}", str(name)) for day, month, name in FIXED_HOLIDAYS
    ]


def typed_rows(form: MultiDict[str, str]) -> list[HolidayRow]:
    """The rows as they were typed, blank ones left out."""
    columns = (form.getlist(name) for name in ("day", "name", "kind"))
    rows = (
        HolidayRow(tidy(day), tidy(name)[:80], kind == "worked")
        for day, name, kind in zip(*columns, strict=False)
    )
    return [row for row in rows if row.day or row.name]


def checked(rows: Sequence[HolidayRow], year: int) -> list[HolidayRow]:
    """The rows, each with what is wrong about it."""
    days = [typed_day(row.day) for row in rows]
    return [
        replace(row, wrong=_wrong(row, day, year, days[:number]))
        for number, (row, day) in enumerate(zip(rows, days, strict=True))
    ]


def _wrong(row: HolidayRow, day: date | None, year: int, before: Sequence[date | None]) -> str:
    if day is None:
        return str(_("Không đọc được ngày. Hãy nhập như 02/09/2026."))
    if day.year != year:
        return str(_("Ngày này không thuộc năm %(year)s. Hãy nhập ở trang của năm đó.", year=year))
    if row.worked and day.weekday() < 5:
        return str(_("Ngày làm bù phải là Thứ Bảy hoặc Chủ Nhật."))
    return str(_("Ngày này đã có ở dòng trên.")) if day in before else ""


def entered(rows: Sequence[HolidayRow], text: str) -> tuple[dict[date, str], dict[date, str]]:
    """Days off and days worked instead, of the rows and of the pasted lines together."""
    off, worked = read_holidays(text)
    for row in rows:
        if day := typed_day(row.day):
            (worked if row.worked else off)[day] = row.name
    return off, worked
