"""The time: aware UTC inside, the province's own day outside."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def local_day(moment: datetime) -> date:
    """The calendar day in Vietnam at an aware moment."""
    return moment.astimezone(HOME).date()


def start_of(day: date) -> datetime:
    """The first moment of a day in Vietnam."""
    return datetime.combine(day, time(), HOME)


def today() -> date:
    """Today's calendar day in Vietnam."""
    return local_day(now())
