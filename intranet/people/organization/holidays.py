"""Keeping the days off, and the calendar made of them. Nothing here commits."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.people.models import StaffMember
from intranet.people.organization.models import Holiday
from intranet.people.organization.working_days import Calendar
from intranet.people.signals import holidays_changed


def calendar(session: Session) -> Calendar:
    """The working days as entered so far; weekends alone where nothing is entered."""
    rows = session.execute(select(Holiday.day, Holiday.worked)).all()
    return Calendar(
        holidays=frozenset(day for day, worked in rows if not worked),
        compensation=frozenset(day for day, worked in rows if worked),
    )


def keep_year(
    session: Session,
    by: StaffMember,
    year: int,
    off: Mapping[date, str],
    worked: Mapping[date, str],
) -> list[Holiday]:
    """The days of one year in place of those that stood there; days of other years are ignored."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    standing = session.scalars(select(Holiday).where(Holiday.day.between(first, last))).all()
    wanted = {
        **{day: (name, False) for day, name in off.items() if day.year == year},
        **{day: (name, True) for day, name in worked.items() if day.year == year},
    }
    if {one.day: (one.name, one.worked) for one in standing} == wanted:
        return list(standing)
    for one in standing:
        session.delete(one)
    session.flush()
    made = [Holiday(day=day, name=name, worked=on) for day, (name, on) in sorted(wanted.items())]
    session.add_all(made)
    session.flush()
    audit.record(session, by, "holidays.kept", year=year, off=len(off), worked=len(worked))
    holidays_changed.send(session)
    return made
