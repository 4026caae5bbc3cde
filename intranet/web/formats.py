"""How dates, numbers and sizes are written on the screen: one place for the whole portal.

Every function takes the language ("vi" or "en") and touches nothing else. Moments are aware UTC
values (a naive one is taken as UTC) and are shown in the time of the office.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial

from babel.dates import format_date
from flask import Flask
from flask_babel import get_locale

from intranet.core import clock

AGO = {
    "vi": {"now": "vừa xong", "min": "{} phút trước", "hour": "{} giờ trước",
           "day": "hôm qua", "days": "{} ngày trước"},
    "en": {"now": "just now", "min": "{} min ago", "hour": "{} h ago",
           "day": "yesterday", "days": "{} days ago"},
}  # fmt: skip
SIZES = ("B", "kB", "MB", "GB", "TB")

Moment = date | datetime | None


def local(value: date | datetime) -> date | datetime:
    """The moment in the time of the office; a plain date stays as it is."""
    if not isinstance(value, datetime):
        return value
    aware = value if value.tzinfo else value.replace(tzinfo=UTC)
    return aware.astimezone(clock.HOME)


def on_day(value: date | datetime) -> date:
    """The day in the office on which the moment fell."""
    shown = local(value)
    return shown.date() if isinstance(shown, datetime) else shown


def day_month_year(value: Moment, _language: str = "vi") -> str:
    """23/11/2026, the same in both languages; empty for nothing."""
    return "" if value is None else on_day(value).strftime("%d/%m/%Y")


def long_date(value: Moment, language: str = "vi") -> str:
    """The date with its weekday: Thứ Hai, 23/11/2026 or Monday, 23 November 2026."""
    return in_words("EEEE, dd/MM/yyyy" if language == "vi" else "EEEE, d MMMM y", value, language)


def in_words(pattern: str, value: Moment, language: str = "vi") -> str:
    """The date by a pattern of the CLDR: MMMM is tháng 11, November; empty for nothing."""
    return "" if value is None else str(format_date(on_day(value), pattern, language))


def clock_time(value: Moment, _language: str = "vi") -> str:
    """14:30 in the office; empty for nothing and for a date without a time."""
    return local(value).strftime("%H:%M") if isinstance(value, datetime) else ""


def day_and_time(value: Moment, language: str = "vi") -> str:
    """23/11/2026 14:30 in the office."""
    return f"{day_month_year(value, language)} {clock_time(value, language)}".strip()


def number(value: float | None, language: str = "vi", decimals: int = 1) -> str:
    """1.234,5 (English 1,234.5): grouped, at most `decimals` places, no trailing zero."""
    if value is None:
        return ""
    written = f"{value:,.{0 if isinstance(value, int) else decimals}f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    written = "0" if written == "-0" else written
    return written.translate(str.maketrans(",.", ".,")) if language == "vi" else written


def percent(fraction: float | None, language: str = "vi") -> str:
    """96,4% for the fraction 0.964; never rounded up to 100% while somebody is missing."""
    if fraction is None:
        return ""
    shown = round(fraction * 100, 1)
    if fraction < 1 <= shown / 100:
        shown = 99.9
    return f"{number(shown, language)}%"


def size(octets: int | None, language: str = "vi") -> str:
    """1,8 MB, 212 kB: thousands, one decimal from MB upwards."""
    if octets is None:
        return ""
    amount, step = float(octets), 0
    while amount >= 999.5 and step < len(SIZES) - 1:
        amount, step = amount / 1000, step + 1
    shown = number(amount, language) if step >= 2 else number(round(amount), language)
    return f"{shown} {SIZES[step]}"


def ago(value: Moment, language: str = "vi", now: datetime | None = None) -> str:
    """How long ago: vừa xong, 5 phút trước, hôm qua; the date itself after a week."""
    if value is None:
        return ""
    now = now or clock.now()
    words = AGO[language]
    days = (on_day(now) - on_day(value)).days
    if days > 7 or days < 0:
        return day_month_year(value, language)
    if days >= 1 or not isinstance(value, datetime):
        return words["day"] if days == 1 else words["days"].format(days) if days else words["now"]
    moment = value if value.tzinfo else value.replace(tzinfo=UTC)
    minutes = int((now - moment).total_seconds() // 60)
    if minutes < 1:
        return words["now"]
    return words["min"].format(minutes) if minutes < 60 else words["hour"].format(minutes // 60)


def language_of_the_page() -> str:
    """The language the present request is answered in; Vietnamese unless English was chosen."""
    locale = get_locale()
    return "en" if locale is not None and locale.language == "en" else "vi"


FILTERS: dict[str, Callable[..., str]] = {
    "date": day_month_year,
    "date_long": long_date,
    "datetime": day_and_time,
    "time": clock_time,
    "weekday": partial(in_words, "EEEE"),
    "day": partial(in_words, "d"),
    "month": partial(in_words, "MMMM"),
    "number": number,
    "percent": percent,
    "size": size,
    "ago": ago,
}


def register(app: Flask) -> None:
    """Gives every template of `app` the filters of this module."""
    app.jinja_env.filters |= {
        name: partial(_in_page_language, written) for name, written in FILTERS.items()
    }


def _in_page_language(written: Callable[..., str], value: object, **more: object) -> str:
    return written(value, language_of_the_page(), **more)
