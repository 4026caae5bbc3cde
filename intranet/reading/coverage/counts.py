"""Counting reading periods into coverage counts: a unit of an assignment today, always anew."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask_babel import get_locale
from sqlalchemy import ColumnElement, Select, and_, delete, func, select
from sqlalchemy.orm import Session

from intranet.core.clock import today
from intranet.reading.coverage import reading_rules
from intranet.reading.coverage.models import ReadingPeriod, TotalCoverageCount, UnitCoverageCount
from intranet.reading.models import Assignment

AT_ONCE = 200
FORGET_NOTHING = {"synchronize_session": False}
"""Counts are never held by a session, so it need not be asked which of them are gone."""


@dataclass(frozen=True)
class CompletionRate:
    """`done` of `total`; `days` is the time given where the rate is about a time limit."""

    done: int
    total: int
    days: int = 0

    @property
    def left(self) -> int:
        """How many are not done."""
        return self.total - self.done

    @property
    def whole_percent(self) -> int:
        """Per cent, rounded down: 100 only if all is done."""
        return 100 * self.done // self.total if self.total else 0

    @property
    def percent(self) -> float:
        """Per cent; 0 when there is nothing to count."""
        return 100 * self.done / self.total if self.total else 0.0

    @property
    def percent_text(self) -> str:
        """As people write it (96,4, English 96.4): a dash for nothing, 100 only if all is done."""
        if not self.total:
            return "—"
        tenths = self.done * 1000 // self.total
        mark = "." if str(get_locale()) == "en" else ","
        return f"{tenths // 10}{mark}{tenths % 10}" if tenths % 10 else str(tenths // 10)


@dataclass(frozen=True)
class CoverageCounts:
    """How many were expected, and how many of them reached what; each state counted for itself.

    `excused` are those away and not done; nobody waits for them, so `required` leaves them out.
    """

    expected: int = 0
    excused: int = 0
    delivered: int = 0
    opened: int = 0
    read: int = 0
    confirmed: int = 0
    done: int = 0
    in_time: int = 0

    @property
    def required(self) -> int:
        """How many count: expected and not excused."""
        return self.expected - self.excused

    @property
    def missing(self) -> int:
        """How many are not done and not excused."""
        return self.required - self.done

    @property
    def rate(self) -> CompletionRate:
        """Done of required."""
        return CompletionRate(self.done, self.required)

    @property
    def opened_rate(self) -> CompletionRate:
        """Opened and not done, of required."""
        return CompletionRate(max(0, self.opened - self.done), self.required)


COUNTED = tuple(field.name for field in fields(CoverageCounts))
"""What is counted, in the order in which queries give it."""


def add_up(counts: Iterable[CoverageCounts]) -> CoverageCounts:
    """The sum of some counts."""
    rows = [stored(summand) for summand in counts]
    return CoverageCounts(*map(sum, zip(*rows, strict=True))) if rows else CoverageCounts()


def stored(source: Any) -> list[Any]:
    """The columns or the values of counts, in the order of COUNTED."""
    return [getattr(source, name) for name in COUNTED]


def stored_by_unit() -> Select[*tuple[Any, ...]]:
    """(assignment, unit, …COUNTED) of today, as they were counted."""
    u = UnitCoverageCount
    return select(u.assignment_id, u.department_id, *stored(u)).where(u.expected > 0)


def summed(source: Any) -> list[ColumnElement[int]]:
    """The sums of stored counts, in the order of COUNTED."""
    return [func.coalesce(func.sum(column), 0) for column in stored(source)]


def counted_on(day: date) -> list[ColumnElement[Any]]:
    """What counts reading periods as they were at the end of a day, in the order of COUNTED."""
    conditions: list[ColumnElement[bool]] = [
        reading_rules.excused_on(day),
        ReadingPeriod.delivered_on <= day,
        ReadingPeriod.opened_on <= day,
        ReadingPeriod.read_on <= day,
        ReadingPeriod.confirmed_on <= day,
        reading_rules.done_by(day),
        reading_rules.done_in_time_by(day),
    ]
    return [func.count(), *(func.count().filter(condition) for condition in conditions)]


def by_unit(day: date) -> Select[*tuple[Any, ...]]:
    """(assignment, unit, …COUNTED) at the end of a day, counted from the reading periods."""
    place = (ReadingPeriod.assignment_id, ReadingPeriod.department_id)
    return select(*place, *counted_on(day)).where(reading_rules.expected_on(day)).group_by(*place)


def recount(session: Session, units: Collection[tuple[int, int]]) -> None:
    """Count these (assignment, unit) pairs anew for today, and the totals of the assignments."""
    assignments = sorted({assignment for assignment, _unit in units})
    if len(units) > AT_ONCE or _forget_totals(session, assignments) < today():
        recount_assignments(session, assignments)
        return
    counted = sa.tuple_(ReadingPeriod.assignment_id, ReadingPeriod.department_id)
    stored_units = sa.tuple_(UnitCoverageCount.assignment_id, UnitCoverageCount.department_id)
    _count(session, stored_units.in_(units), counted.in_(units), assignments)


def _forget_totals(session: Session, assignments: Collection[int]) -> date:
    # The oldest day on which the totals were made: if a day has begun since, other units may have
    # changed with it.
    t = TotalCoverageCount
    forgotten = delete(t).where(t.assignment_id.in_(assignments)).returning(t.as_of)
    return min(session.scalars(forgotten, execution_options=FORGET_NOTHING), default=today())


def recount_assignments(session: Session, assignment_ids: Collection[int]) -> None:
    """Count all units of these assignments anew; one that asks nobody gets totals of nought."""
    in_order = sorted(assignment_ids)
    for start in range(0, len(in_order), AT_ONCE):
        part = in_order[start : start + AT_ONCE]
        _forget_totals(session, part)
        outdated, counted = (
            model.assignment_id.in_(part) for model in (UnitCoverageCount, ReadingPeriod)
        )
        _count(session, outdated, counted, part)


def _count(
    session: Session, outdated: ColumnElement[bool], counted: ColumnElement[bool],
    assignments: Collection[int],
) -> None:  # fmt: skip
    day = today()
    u, t, a = UnitCoverageCount, TotalCoverageCount, Assignment
    session.execute(delete(u).where(outdated), execution_options=FORGET_NOTHING)
    session.execute(
        sa.insert(u).from_select(
            ["assignment_id", "department_id", *COUNTED], by_unit(day).where(counted)
        )
    )
    session.execute(
        sa.insert(t).from_select(
            ["assignment_id", "as_of", *COUNTED],
            select(a.id, sa.literal(day), *summed(u))
            .outerjoin(u, u.assignment_id == a.id)
            .where(a.id.in_(assignments))
            .group_by(a.id),
        )
    )


def begin_day(session: Session) -> int:
    """How many assignments had to be counted anew because a new day began."""
    day = today()
    oldest = session.scalar(select(func.min(TotalCoverageCount.as_of)))
    if oldest is None or oldest >= day:
        return 0
    begins = and_(ReadingPeriod.since > oldest, ReadingPeriod.since <= day)
    ends = and_(ReadingPeriod.until > oldest, ReadingPeriod.until <= day)
    changed = session.scalars(
        select(ReadingPeriod.assignment_id).where(sa.or_(begins, ends)).distinct()
    ).all()
    recount_assignments(session, changed)
    session.execute(
        sa.update(TotalCoverageCount).where(TotalCoverageCount.as_of < day).values(as_of=day)
    )
    return len(changed)


def recount_everything(session: Session) -> None:
    """Count all units of all assignments anew."""
    recount_assignments(session, session.scalars(select(Assignment.id)).all())
