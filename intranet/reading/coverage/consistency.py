"""Whether what is derived equals what it is derived from; nothing is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from intranet.core.clock import today
from intranet.reading.coverage import counts
from intranet.reading.coverage.models import ReadingPeriod, TotalCoverageCount, UnitCoverageCount
from intranet.reading.coverage.reconcile import difference
from intranet.reading.models import Assignment

AT_ONCE = 50


@dataclass(frozen=True)
class CoverageDrift:
    """How many periods and counts do not say what the facts say; both 0 when all is well."""

    periods: int
    counts: int

    @property
    def none(self) -> bool:
        """Whether there is none."""
        return not (self.periods or self.counts)


def find_drift(session: Session) -> CoverageDrift:
    """Compare every period with facts and chain, and every count with the periods."""
    ids = session.scalars(select(Assignment.id).order_by(Assignment.id)).all()
    wrong_periods = wrong_counts = 0
    for start in range(0, len(ids), AT_ONCE):
        part = ids[start : start + AT_ONCE]
        assignments = session.scalars(select(Assignment).where(Assignment.id.in_(part))).all()
        wrong_periods += len(difference(session, assignments).wrong)
        wrong_counts += _wrong_counts(session, part)
    return CoverageDrift(wrong_periods, wrong_counts)


def _wrong_counts(session: Session, assignment_ids: Sequence[int]) -> int:
    u, t = UnitCoverageCount, TotalCoverageCount
    counted = counts.by_unit(today()).where(ReadingPeriod.assignment_id.in_(assignment_ids))
    right = _rows(session, counted)
    stored = _rows(session, counts.stored_by_unit().where(u.assignment_id.in_(assignment_ids)))
    wrong = sum(right.get(key) != stored.get(key) for key in right.keys() | stored.keys())
    totals = session.execute(
        select(t.assignment_id, *counts.stored(t)).where(t.assignment_id.in_(assignment_ids))
    )
    for assignment_id, *total in totals:
        units = (numbers for (key, _unit), numbers in right.items() if key == assignment_id)
        wrong += counts.add_up(units) != counts.CoverageCounts(*total)
    return wrong


def _rows(
    session: Session, query: Select[*tuple[Any, ...]]
) -> dict[tuple[int, int], counts.CoverageCounts]:
    return {
        (assignment, unit): counts.CoverageCounts(*numbers)
        for assignment, unit, *numbers in session.execute(query)
    }
