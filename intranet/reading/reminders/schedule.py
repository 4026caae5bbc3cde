"""When the worker reminds, as days: half of the time, the day before, too late, long too late."""

from collections.abc import Iterator
from datetime import date, timedelta

from intranet.people.organization.working_days import Calendar
from intranet.reading.reminders.models import ReminderKind

ESCALATE_AFTER = 3
"""Working days after the deadline when the leaders are told."""

ORDER = (
    ReminderKind.HALF_TIME,
    ReminderKind.DAY_BEFORE,
    ReminderKind.OVERDUE,
    ReminderKind.ESCALATED,
)


def due_kind(
    calendar: Calendar, start: date, deadline: date, sent: ReminderKind | None, day: date
) -> ReminderKind | None:
    """What somebody is to be reminded of on a day; None on days off and when all was said.

    `start` is the first day of the own time, `sent` the last kind the worker sent. Days that
    were missed are made up for by one reminder: that of the newest kind.
    """
    if not calendar.is_working(day):
        return None
    begun = [kind for kind, since in _days(calendar, start, deadline) if start < since <= day]
    newest = begun[-1] if begun else None
    if newest is None or (sent is not None and ORDER.index(sent) >= ORDER.index(newest)):
        return None
    return newest


def _days(calendar: Calendar, start: date, deadline: date) -> Iterator[tuple[ReminderKind, date]]:
    given = calendar.between(start, deadline)
    if given > 3:  # half of a shorter time is the day before, or today
        yield ReminderKind.HALF_TIME, _after(calendar, start, -(-given // 2))
    if given > 1:
        yield ReminderKind.DAY_BEFORE, _last_before(calendar, deadline)
    yield ReminderKind.OVERDUE, _after(calendar, deadline, 1)
    yield ReminderKind.ESCALATED, _after(calendar, deadline, ESCALATE_AFTER)


def _after(calendar: Calendar, start: date, number: int) -> date:
    return calendar.after(start, number) or date.max


def _last_before(calendar: Calendar, deadline: date) -> date:
    day = deadline - timedelta(days=1)
    while not calendar.is_working(day):
        day -= timedelta(days=1)
    return day
