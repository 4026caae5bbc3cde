"""Who has read and who has not: today from the coverage counts, any other day from the periods."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, false, select, true
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from intranet.core.clock import today
from intranet.core.errors import existing
from intranet.directives.audience.visibility import directive_for
from intranet.directives.models import Directive
from intranet.people.models import StaffMember
from intranet.people.permissions import Permission, headed_by, may
from intranet.reading.coverage import counts, reading_rules
from intranet.reading.coverage.counts import CoverageCounts
from intranet.reading.coverage.models import ReadingPeriod, TotalCoverageCount, UnitCoverageCount
from intranet.reading.models import Assignment


def watches(viewer: StaffMember, department_id: Any) -> ColumnElement[bool]:
    """The condition on a column of units that holds where this person may see the reading."""
    if may(viewer.role, Permission.WATCH_ALL):
        return true()
    units = headed_by(viewer)
    watched: ColumnElement[bool] = department_id.in_(units) if units else false()
    return watched


@dataclass(frozen=True)
class UnitCounts(CoverageCounts):
    """The counts of one assignment in one unit."""

    assignment_id: int = 0
    department_id: int = 0


def unit_counts(
    session: Session, viewer: StaffMember, assignment_ids: Sequence[int] | None = None, *,
    department_ids: Sequence[int] | None = None, day: date | None = None,
) -> list[UnitCounts]:  # fmt: skip
    """The counts of assignments in units that this person may watch, today or at a day's end."""
    source: Any = UnitCoverageCount if day is None else ReadingPeriod
    query = counts.stored_by_unit() if day is None else counts.by_unit(day)
    query = query.where(watches(viewer, source.department_id))
    if assignment_ids is not None:
        query = query.where(source.assignment_id.in_(assignment_ids))
    if department_ids is not None:
        query = query.where(source.department_id.in_(department_ids))
    return [UnitCounts(*row[2:], *row[:2]) for row in session.execute(query)]


def total_counts(session: Session, viewer: StaffMember, day: date | None = None) -> CoverageCounts:
    """The sums of all that this person may watch, today or at a day's end."""
    if day is not None:
        query = select(*counts.counted_on(day)).where(
            reading_rules.expected_on(day), watches(viewer, ReadingPeriod.department_id)
        )
    elif may(viewer.role, Permission.WATCH_ALL):
        query = select(*counts.summed(TotalCoverageCount))
    else:
        query = select(*counts.summed(UnitCoverageCount)).where(
            watches(viewer, UnitCoverageCount.department_id)
        )
    return CoverageCounts(*session.execute(query).one())


def open_assignment_of(session: Session, directive: Directive) -> Assignment | None:
    """The assignment that counts now for a directive, if it was given to anybody to read."""
    query = select(Assignment).filter_by(directive_id=directive.id, closed_at=None)
    return session.scalar(query.options(joinedload(Assignment.version)))


def assignment_seen_by(session: Session, viewer: StaffMember, directive_id: int) -> Assignment:
    """The open assignment of a directive that this person may see. Raises NotFound."""
    directive = directive_for(session, viewer, directive_id)
    assignment = existing(open_assignment_of(session, directive))
    set_committed_value(assignment, "directive", directive)  # so that nobody asks for it again
    return assignment


def watched_periods(
    viewer: StaffMember, assignment: Assignment, department_id: int | None = None
) -> Select[*tuple[Any, ...]]:
    """The periods of an assignment today that this person may watch, or of one unit of them."""
    query = select(ReadingPeriod).where(
        ReadingPeriod.assignment_id == assignment.id,
        reading_rules.expected_on(today()),
        watches(viewer, ReadingPeriod.department_id),
    )
    unit = ReadingPeriod.department_id == department_id
    return query if department_id is None else query.where(unit)
