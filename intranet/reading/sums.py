"""Sums over what was given to read in a time, by directive and by unit, on any day."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from intranet.core.clock import HOME, today
from intranet.directives.models import Directive
from intranet.reading import tallies
from intranet.reading.coverage import Numbers
from intranet.reading.models import Assignment, Way
from intranet.reading.stretch_models import Stretch, UnitTally
from intranet.reading.tallies import NUMBERS


def moments(since: date, until: date) -> tuple[datetime, datetime]:
    """The first moment of a day and the first after another one, in the time of the office."""
    after = until + timedelta(days=1)
    return datetime.combine(since, time(), HOME), datetime.combine(after, time(), HOME)


def given_between(since: date, until: date) -> Select[Any]:
    """The ids of the assignments that were given from one day to another, both included.

    What is isolated is left out: no figure may tell of it.
    """
    start, end = moments(since, until)
    return (
        select(Assignment.id)
        .join(Directive, Directive.id == Assignment.directive_id)
        .where(Assignment.assigned_at >= start, Assignment.assigned_at < end)
        .where(Directive.isolated_at.is_(None))
    )


def by_assignment(session: Session, given: Select[Any], day: date) -> dict[int, Numbers]:
    """The numbers of these assignments at the end of a day, over all units."""
    return _sums(session, "assignment_id", given, day)


def by_unit(session: Session, given: Select[Any], day: date) -> dict[int, Numbers]:
    """The numbers of units at the end of a day, over these assignments."""
    return _sums(session, "department_id", given, day)


def _sums(session: Session, key: str, given: Select[Any], day: date) -> dict[int, Numbers]:
    source: Any = UnitTally if day == today() else Stretch
    columns: list[ColumnElement[Any]]
    if source is UnitTally:
        columns = [func.sum(getattr(UnitTally, name)) for name in NUMBERS]
        condition: ColumnElement[bool] = UnitTally.expected > 0
    else:
        columns, condition = tallies.numbers(day), tallies.on(day)
    place = getattr(source, key)
    query = select(place, *columns).where(condition, source.assignment_id.in_(given))
    rows = session.execute(query.group_by(place)).all()
    return {row[0]: Numbers(*row[1:]) for row in rows}


def told_in_meeting(session: Session, given: Select[Any], day: date) -> dict[int, int]:
    """How many of those expected were done by a meeting at the end of a day, by assignment."""
    query = _expected(given, day).where(Stretch.done_way == Way.MEETING, Stretch.done_on <= day)
    return _counted(session, query, Stretch.assignment_id)


def overdue_by_unit(session: Session, given: Select[Any], day: date) -> dict[int, int]:
    """How many readings were past their deadline and not done at the end of a day, by unit."""
    query = _expected(given, day).where(*missing_on(day), Stretch.deadline < day)
    return _counted(session, query, Stretch.department_id)


def missing_on(day: date) -> tuple[ColumnElement[bool], ...]:
    """The conditions on Stretch that hold for whoever was waited for at the end of a day."""
    return ~Stretch.excused, or_(Stretch.done_on.is_(None), Stretch.done_on > day)


def _expected(given: Select[Any], day: date) -> Select[Any]:
    return select(Stretch).where(tallies.on(day), Stretch.assignment_id.in_(given))


def _counted(session: Session, query: Select[Any], key: Any) -> dict[int, int]:
    rows = session.execute(query.with_only_columns(key, func.count()).group_by(key)).all()
    return {row[0]: row[1] for row in rows}
