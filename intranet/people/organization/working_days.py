"""Working days: weekends and holidays are none, unless a day is made up for. Nothing here commits.

Which days are off is entered year by year (Bộ luật Lao động, art. 112; exchange of days by the
Prime Minister).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.people.models import StaffMember
from intranet.people.organization.models import Holiday
from intranet.people.signals import holidays_changed

FARTHEST = 3660
"""Days after which a count gives up: somebody is away without an end."""


@dataclass(frozen=True)
class Calendar:
    """The days off, and the weekend days worked instead."""

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

    def after(
        self, start: date, number: int, away: Callable[[date], bool] | None = None
    ) -> date | None:
        """The `number`-th working day after `start`, days `away` not counted; None if too far."""
        day, left = start, number
        while left > 0:
            day += timedelta(days=1)
            if (day - start).days > FARTHEST:
                return None
            left -= self.is_working(day) and not (away and away(day))
        return day


def calendar(session: Session) -> Calendar:
    """The working days as entered so far; weekends alone where nothing is entered."""
    rows = session.execute(select(Holiday.day, Holiday.worked)).all()
    return Calendar(
        holidays=frozenset(day for day, worked in rows if not worked),
        compensation=frozenset(day for day, worked in rows if worked),
    )


def holidays_of(session: Session, year: int) -> Sequence[Holiday]:
    """The days off and made up for in a year."""
    inside = Holiday.day.between(date(year, 1, 1), date(year, 12, 31))
    return session.scalars(select(Holiday).where(inside).order_by(Holiday.day)).all()


def keep_year(
    session: Session, by: StaffMember, year: int, off: Mapping[date, str],
    worked: Mapping[date, str],
) -> None:  # fmt: skip
    """Put the days of one year in place of those that stood there; other years' are ignored."""
    before = holidays_of(session, year)
    named = {day: (name, False) for day, name in off.items()}
    named |= {day: (name, True) for day, name in worked.items()}
    days = {day: named[day] for day in sorted(named) if day.year == year}
    if {holiday.day: (holiday.name, holiday.worked) for holiday in before} == days:
        return
    for holiday in before:
        session.delete(holiday)
    session.flush()
    session.add_all(Holiday(day=day, name=name, worked=on) for day, (name, on) in days.items())
    session.flush()
    audit.record(session, by, "holidays.kept", year=year, off=len(off), worked=len(worked))
    holidays_changed.send(session)
