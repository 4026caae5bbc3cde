"""Directives against units: the heat map of the coverage page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from intranet.core.clock import today
from intranet.people.models import Department, StaffMember
from intranet.reading import coverage
from intranet.reading.coverage import Cell
from intranet.reading.models import Assignment
from intranet.reading.shares import Share


@dataclass(frozen=True)
class HeatRow:
    """One directive: a cell for each unit (None where nobody is addressed) and the sum."""

    assignment: Assignment
    cells: Sequence[Cell | None]

    @property
    def whole(self) -> Share:
        """Done and expected over the units shown."""
        shown = [one for one in self.cells if one]
        return Share(sum(one.done for one in shown), sum(one.expected for one in shown))

    @property
    def overdue(self) -> bool:
        """Whether the deadline has passed and somebody is missing."""
        return self.past and self.whole.done < self.whole.total

    @property
    def past(self) -> bool:
        """Whether the deadline has passed."""
        deadline = self.assignment.deadline
        return deadline is not None and deadline < today()

    @property
    def days_left(self) -> int | None:
        """Days to the deadline, negative after it."""
        deadline = self.assignment.deadline
        return (deadline - today()).days if deadline else None


@dataclass(frozen=True)
class HeatMap:
    """The whole map."""

    units: Sequence[Department]
    rows: Sequence[HeatRow]
    cells: Sequence[Cell]

    @property
    def late(self) -> list[Assignment]:
        """The assignments whose deadline has passed with somebody missing."""
        return [row.assignment for row in self.rows if row.overdue]

    @property
    def finished(self) -> int:
        """How many directives everybody has done."""
        return sum(row.whole.done == row.whole.total for row in self.rows)


def heat_map(session: Session, viewer: StaffMember, *, only_open: bool = True) -> HeatMap:
    """Every directive and unit that this person may watch; late ones first.

    With `only_open` a directive that everybody has done is left out of the rows, not of the sums.
    """
    found = coverage.cells(session, viewer)
    by_place = {(one.assignment_id, one.department_id): one for one in found}
    shown = {one.department_id for one in found}
    units = [unit for unit in coverage.departments(session) if unit.id in shown]
    rows = [
        HeatRow(one, [by_place.get((one.id, unit.id)) for unit in units])
        for one in coverage.watched_assignments(session, viewer)
    ]
    if only_open:
        rows = [row for row in rows if row.whole.done < row.whole.total]
    rows.sort(key=lambda row: (not row.overdue, row.assignment.deadline is None))
    return HeatMap(units, rows, found)


def shade(cell: Cell, past: bool) -> str:
    """The class that colours a cell: done, how far before the deadline, how many missing after."""
    if not cell.missing:
        return "heat-done"
    if past:
        return f"heat-late-{1 if cell.missing <= 2 else 2 if cell.missing <= 4 else 3}"
    quarter = 4 * cell.done // cell.expected
    return f"heat-{quarter + 1}" if quarter else ""


def curve_data(
    points: Sequence[tuple[date, int]], share: Share, assignment: Assignment
) -> dict[str, object]:
    """What the chart of one directive draws; days as dd/mm."""
    deadline = f"{assignment.deadline:%d/%m}" if assignment.deadline else None
    return {
        "days": [f"{day:%d/%m}" for day, _done in points],
        "values": [done for _day, done in points],
        "total": share.total,
        "total_label": _("Đủ %(n)s người", n=share.total),
        "deadline": deadline,
        "deadline_label": _("Hạn %(day)s", day=deadline) if deadline else None,
        "last_label": f"{share.done}/{share.total}",
    }
