"""Report periods: the cut-offs of Decree 09/2019, art. 12, which the Office may change."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.people.models import StaffMember
from intranet.programme.reports.errors import NoSuchDay
from intranet.programme.reports.models import ReportPeriod

FREE = "tu-chon"
DayOfYear = tuple[int, int]
"""Month and day."""


@dataclass(frozen=True)
class Period:
    """A period of every year: from a day, up to and including another one."""

    code: str
    name: object
    first: DayOfYear
    last: DayOfYear

    def within(self, year: int) -> tuple[date, date]:
        """The first and the last day of the period in a year."""
        return _in(year - (self.first > self.last), self.first), _in(year, self.last)

    def title(self, year: int) -> str:
        """How a report calls it: "Quý I năm 2026"."""
        return f"{self.name} năm {year}" if self.code != "nam" else f"Năm {year}"


def _in(year: int, day_of_year: DayOfYear) -> date:
    month, day = day_of_year
    if day_of_year == (2, 29):
        return date(year, 3, 1) - timedelta(days=1)
    return date(year, month, day)


def _month(number: int) -> Period:
    before = (number + 10) % 12 + 1
    name = _l("Tháng %(n)s", n=number)
    return Period(f"thang-{number}", name, (before, 15), (number, 14))


USUAL = (
    *(_month(number) for number in range(1, 13)),
    Period("quy-1", _l("Quý I"), (12, 15), (3, 14)),
    Period("quy-2", _l("Quý II"), (3, 15), (6, 14)),
    Period("quy-3", _l("Quý III"), (6, 15), (9, 14)),
    Period("quy-4", _l("Quý IV"), (9, 15), (12, 14)),
    Period("6-thang", _l("6 tháng đầu năm"), (12, 15), (6, 14)),
    Period("9-thang", _l("9 tháng đầu năm"), (12, 15), (9, 14)),
    Period("nam", _l("Cả năm"), (12, 15), (12, 14)),
)


def periods(session: Session) -> tuple[Period, ...]:
    """All periods with the days that the Office has set, months first."""
    changed = {row.code: row for row in session.scalars(select(ReportPeriod))}
    return tuple(
        replace(usual, first=(row.first_month, row.first_day), last=(row.last_month, row.last_day))
        if (row := changed.get(usual.code))
        else usual
        for usual in USUAL
    )


def keep_period(
    session: Session, by: StaffMember, code: str, first: DayOfYear, last: DayOfYear
) -> ReportPeriod | None:
    """The period with its new days; None when nothing changes. Raises NoSuchDay."""
    for month, day in (first, last):
        try:
            date(2024, month, day)
        except ValueError:
            raise NoSuchDay from None
    standing = next(period for period in periods(session) if period.code == code)
    if (standing.first, standing.last) == (first, last):
        return None
    row = session.get(ReportPeriod, code) or ReportPeriod(code=code)
    row.first_month, row.first_day = first
    row.last_month, row.last_day = last
    session.add(row)
    days = "–".join(f"{day:02}/{month:02}" for month, day in (first, last))
    audit.record(session, by, "report_period.kept", code=code, days=days)
    return row
