"""When the worker reminds: from which hour, and on which working days by which rule.

To add a reminder rule, add a ReminderKind and a ReminderRule here, where it falls in the order of
days. A rule with a sentence of its own needs it in `words.py` and its choice in `daily_run.py`.
From which hour, and after how many days the leaders are told, the office sets on a page.
"""

import enum
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from intranet.people.organization.working_days import Calendar

REST = timedelta(hours=24)
"""By hand nobody is reminded of the same directive again within this time."""
ESCALATE_AFTER = 3
"""Working days after the deadline when the leaders are told, unless the office sets others."""


class ReminderKind(enum.Enum):
    """Why somebody was reminded: by hand, or by a rule of the worker."""

    BY_HAND = "by_hand"
    HALF_TIME = "half_time"
    DAY_BEFORE = "day_before"
    OVERDUE = "overdue"
    ESCALATED = "escalated"


@dataclass(frozen=True)
class ReminderRule:
    """From which day a reminder is due, by the first day and the deadline of the reader's own time.

    `first_day` gives None where the time is too short for the rule. `late` says that the heads of
    units hear of it too, `escalates` that the leaders do.
    """

    kind: ReminderKind
    first_day: Callable[[Calendar, date, date], date | None]
    late: bool = False
    escalates: bool = False


def _half_time(calendar: Calendar, start: date, deadline: date) -> date | None:
    given = calendar.between(start, deadline)
    # Half of a shorter time is the day before, or today.
    return _after(calendar, start, -(-given // 2)) if given > 3 else None


def _day_before(calendar: Calendar, start: date, deadline: date) -> date | None:
    if calendar.between(start, deadline) <= 1:
        return None
    day = deadline - timedelta(days=1)
    while not calendar.is_working(day):
        day -= timedelta(days=1)
    return day


def _after_deadline(number: int) -> Callable[[Calendar, date, date], date]:
    return lambda calendar, _start, deadline: _after(calendar, deadline, number)


def _after(calendar: Calendar, start: date, number: int) -> date:
    return calendar.after(start, number) or date.max


def rules(escalate_after: int = ESCALATE_AFTER) -> tuple[ReminderRule, ...]:
    """The rules of the worker, in the order in which they fall due."""
    return (
        ReminderRule(ReminderKind.HALF_TIME, _half_time),
        ReminderRule(ReminderKind.DAY_BEFORE, _day_before),
        ReminderRule(ReminderKind.OVERDUE, _after_deadline(1), late=True),
        ReminderRule(ReminderKind.ESCALATED, _after_deadline(escalate_after), True, escalates=True),
    )


RULES = rules()
ORDER = tuple(rule.kind for rule in RULES)
LATE = frozenset(rule.kind for rule in RULES if rule.late)
ESCALATING = frozenset(rule.kind for rule in RULES if rule.escalates)


def due_kind(
    calendar: Calendar, start: date, deadline: date, sent: ReminderKind | None, day: date,
    escalate_after: int = ESCALATE_AFTER,
) -> ReminderKind | None:  # fmt: skip
    """What somebody is to be reminded of on a day; None on days off and when all was said.

    `start` is the first day of the own time, `sent` the last kind the worker sent. Days that
    were missed are made up for by one reminder: that of the newest kind.
    """
    if not calendar.is_working(day):
        return None
    in_turn = reversed(rules(escalate_after))
    begins = ((rule.kind, rule.first_day(calendar, start, deadline)) for rule in in_turn)
    newest = next((kind for kind, first in begins if first and start < first <= day), None)
    if newest is None or (sent is not None and ORDER.index(sent) >= ORDER.index(newest)):
        return None
    return newest
