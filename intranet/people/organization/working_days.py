"""Working days: Saturdays, Sundays and holidays are none, unless a day is made up for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

FARTHEST = 3660
"""Days after which a count gives up: somebody is away without an end."""


def _never(_day: date) -> bool:
    return False


@dataclass(frozen=True)
class Calendar:
    """The days off and the weekend days worked instead, as decided year by year (Bộ luật Lao động,
    art. 112; exchange of days by the Prime Minister)."""

    holidays: frozenset[date] = field(default_factory=frozenset)
    compensation: frozenset[date] = field(default_factory=frozenset)

    def is_working(self, day: date) -> bool:
        """Whether the agency works on this day."""
        if day in self.compensation:
            return True
        return day.weekday() < 5 and day not in self.holidays

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; 0 when end is not later."""
        days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
        return sum(self.is_working(day) for day in days)

    def after(self, start: date, number: int, away: Callable[[date], bool] = _never) -> date | None:
        """The `number`-th working day after `start`, days `away` not counted; None if too far."""
        day, left = start, number
        while left > 0:
            day += timedelta(days=1)
            if (day - start).days > FARTHEST:
                return None
            left -= self.is_working(day) and not away(day)
        return day
