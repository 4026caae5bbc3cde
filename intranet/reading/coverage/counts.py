"""Counting stretches of today into cells, a cell at a time and always anew."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.orm import Session

from intranet.core.clock import today
from intranet.reading.coverage.models import ReadingPeriod, TotalCoverageCount, UnitCoverageCount
from intranet.reading.models import Assignment

NUMBERS = ("expected", "excused", "delivered", "opened", "read", "confirmed", "done", "in_time")
AT_ONCE = 200


def on(day: date) -> ColumnElement[bool]:
    """The condition on Stretch that holds for whoever was expected on a day."""
    return and_(
        ReadingPeriod.since <= day, or_(ReadingPeriod.until.is_(None), ReadingPeriod.until > day)
    )


def numbers(day: date) -> list[ColumnElement[Any]]:
    """What counts stretches as they were at the end of a day, in the order of NUMBERS."""

    def counted(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
        return func.count().filter(*conditions)

    s: Any = ReadingPeriod
    done = s.done_on <= day
    return [
        func.count(),
        counted(s.excused, or_(s.done_on.is_(None), s.done_on > day)),
        counted(s.delivered_on <= day),
        counted(s.opened_on <= day),
        counted(s.read_on <= day),
        counted(s.confirmed_on <= day),
        counted(done),
        counted(done, or_(s.deadline.is_(None), s.done_on <= s.deadline)),
    ]


def by_cell(day: date) -> Select[Any]:
    """(assignment, unit, …NUMBERS) of a day, counted from the stretches."""
    place = (ReadingPeriod.assignment_id, ReadingPeriod.department_id)
    return select(*place, *numbers(day)).where(on(day)).group_by(*place)


def recount(session: Session, cells: Collection[tuple[int, int]]) -> None:
    """Count these (assignment, unit) cells anew for today, and their assignments' sums."""
    touched = sorted({assignment for assignment, _unit in cells})
    if len(cells) > AT_ONCE or _is_stale(session, touched):
        for start in range(0, len(touched), AT_ONCE):
            recount_assignments(session, touched[start : start + AT_ONCE])
        return
    place = tuple_(ReadingPeriod.assignment_id, ReadingPeriod.department_id)
    stored = tuple_(UnitCoverageCount.assignment_id, UnitCoverageCount.department_id)
    rows = session.execute(by_cell(today()).where(place.in_(cells))).all()
    session.execute(delete(UnitCoverageCount).where(stored.in_(cells)))
    _insert(session, rows)
    _sum(session, touched)


def _is_stale(session: Session, assignments: Collection[int]) -> bool:
    # Since the sums were made a day has begun: other cells may have changed with it.
    old = select(TotalCoverageCount.assignment_id).where(
        TotalCoverageCount.assignment_id.in_(assignments), TotalCoverageCount.as_of < today()
    )
    return session.scalar(old.limit(1)) is not None


def recount_assignments(session: Session, assignments: Collection[int]) -> None:
    """Count every cell of these assignments anew; one that asks nobody gets sums of nought."""
    rows = session.execute(
        by_cell(today()).where(ReadingPeriod.assignment_id.in_(assignments))
    ).all()
    session.execute(
        delete(UnitCoverageCount).where(UnitCoverageCount.assignment_id.in_(assignments))
    )
    _insert(session, rows)
    _sum(session, assignments)


def _insert(session: Session, rows: Any) -> None:
    names = ("assignment_id", "department_id", *NUMBERS)
    if rows:
        session.execute(
            insert(UnitCoverageCount), [dict(zip(names, row, strict=True)) for row in rows]
        )


def _sum(session: Session, assignments: Collection[int]) -> None:
    sums = [func.coalesce(func.sum(getattr(UnitCoverageCount, name)), 0) for name in NUMBERS]
    rows = session.execute(
        select(UnitCoverageCount.assignment_id, *sums)
        .where(UnitCoverageCount.assignment_id.in_(assignments))
        .group_by(UnitCoverageCount.assignment_id)
    ).all()
    session.execute(
        delete(TotalCoverageCount).where(TotalCoverageCount.assignment_id.in_(assignments))
    )
    found = {row[0]: dict(zip(NUMBERS, row[1:], strict=True)) for row in rows}
    nothing = dict.fromkeys(NUMBERS, 0)
    session.execute(
        insert(TotalCoverageCount),
        [{"assignment_id": one, "as_of": today(), **found.get(one, nothing)}
         for one in assignments],
    )  # fmt: skip


def roll(session: Session) -> int:
    """How many assignments had to be counted anew because a new day began."""
    day = today()
    oldest = session.scalar(select(func.min(TotalCoverageCount.as_of)))
    if oldest is None or oldest >= day:
        return 0
    begins = and_(ReadingPeriod.since > oldest, ReadingPeriod.since <= day)
    ends = and_(ReadingPeriod.until > oldest, ReadingPeriod.until <= day)
    crossed = session.scalars(
        select(ReadingPeriod.assignment_id).where(or_(begins, ends)).distinct()
    ).all()
    for start in range(0, len(crossed), AT_ONCE):
        recount_assignments(session, crossed[start : start + AT_ONCE])
    session.execute(
        update(TotalCoverageCount).where(TotalCoverageCount.as_of < day).values(as_of=day)
    )
    return len(crossed)


def recount_everything(session: Session) -> None:
    """Count every cell anew."""
    ids = session.scalars(select(Assignment.id).order_by(Assignment.id)).all()
    for start in range(0, len(ids), AT_ONCE):
        recount_assignments(session, ids[start : start + AT_ONCE])
