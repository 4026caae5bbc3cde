"""The time: aware UTC inside, the province's own day outside."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def local_day(moment: datetime) -> date:
    """The calendar day in Vietnam at an aware moment."""
    return moment.astimezone(HOME).date()


def today() -> date:
    """Today's calendar day in Vietnam."""
    return local_day(now())


def working_days_between(start: date, end: date) -> int:
    """Working days after `start` up to `end`; Saturdays and Sundays do not count.

    Public holidays are not known yet: a day too many is counted around them.
    """
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(day.weekday() < 5 for day in days)
