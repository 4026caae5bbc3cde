"""Proving that what is derived equals what it is derived from."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core.clock import today
from intranet.reading.coverage import counts
from intranet.reading.coverage.counts import NUMBERS
from intranet.reading.coverage.models import ReadingPeriod, TotalCoverageCount, UnitCoverageCount
from intranet.reading.coverage.reconcile import difference
from intranet.reading.models import Assignment

AT_ONCE = 50


@dataclass(frozen=True)
class CoverageDrift:
    """Stretches and cells that do not say what the facts say; both 0 when all is well."""

    stretches: int
    cells: int

    @property
    def none(self) -> bool:
        """Whether there is none."""
        return not (self.stretches or self.cells)


def drift(session: Session) -> CoverageDrift:
    """Every stretch compared with plan and chain, every cell with the stretches; writes nothing."""
    ids = session.scalars(select(Assignment.id).order_by(Assignment.id)).all()
    wrong = cells = 0
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        assignments = session.scalars(select(Assignment).where(Assignment.id.in_(some))).all()
        wrong += len(difference(session, assignments).wrong)
        cells += _wrong_cells(session, some)
    return CoverageDrift(wrong, cells)


def _wrong_cells(session: Session, assignment_ids: Sequence[int]) -> int:
    counted = counts.by_cell(today()).where(ReadingPeriod.assignment_id.in_(assignment_ids))
    right = {(row[0], row[1]): tuple(row[2:]) for row in session.execute(counted)}
    u, w = UnitCoverageCount, TotalCoverageCount
    stored = {
        (row[0], row[1]): tuple(row[2:])
        for row in session.execute(
            select(u.assignment_id, u.department_id, *(getattr(u, n) for n in NUMBERS)).where(
                u.assignment_id.in_(assignment_ids), u.expected > 0
            )
        )
    }
    wrong = sum(right.get(key) != stored.get(key) for key in right.keys() | stored.keys())
    sums: dict[int, tuple[int, ...]] = dict.fromkeys(assignment_ids, (0,) * len(NUMBERS))
    for (assignment_id, _unit), row in right.items():
        sums[assignment_id] = tuple(map(sum, zip(sums[assignment_id], row, strict=True)))
    wholes = session.execute(
        select(w.assignment_id, *(getattr(w, n) for n in NUMBERS)).where(
            w.assignment_id.in_(assignment_ids)
        )
    )
    return wrong + sum(sums[row[0]] != tuple(row[1:]) for row in wholes)
