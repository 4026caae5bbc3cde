"""The plan's indicator of people: who has read all that they should have read by now.

"100 % công chức, người lao động được phổ biến": of those in post on a day, who finished every
directive that was required of them and whose own deadline has passed. Who is away that day is not
counted; what somebody is excused from is not required. tests/reading/coverage/slow_definition.py
says the same a person and a day at a time.
"""

import enum
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, case, func, literal_column, select
from sqlalchemy.orm import Session

from intranet.core.clock import today
from intranet.core.dates import holds_on
from intranet.directives.models import Directive
from intranet.people.models import Department, Membership, StaffMember
from intranet.people.organization.models import Absence
from intranet.reading.coverage import reading_rules
from intranet.reading.coverage.counts import CompletionRate
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.coverage.queries import watches
from intranet.reading.models import Assignment


class PersonStanding(enum.Enum):
    """How a person in post stands on a day."""

    LATE = "late"
    INFORMED = "informed"
    AWAY = "away"


@dataclass(frozen=True)
class PeopleCounts:
    """How many people in post stand how; those away are in no rate."""

    late: int = 0
    informed: int = 0
    away: int = 0

    @property
    def rate(self) -> CompletionRate:
        """Informed of those in post and not away."""
        return CompletionRate(self.informed, self.informed + self.late)

    def of(self, standing: PersonStanding) -> int:
        """How many stand so."""
        return int(getattr(self, standing.value))


@dataclass(frozen=True)
class PersonInPost:
    """One person of the count, in the unit of that day; `late` directives, the first due when."""

    staff: StaffMember
    department: Department
    late: int
    first_deadline: date | None
    day: date

    @property
    def days_late(self) -> int:
        """Days since the earliest deadline that was missed; 0 when nothing is late."""
        return (self.day - self.first_deadline).days if self.first_deadline else 0


def people_counts(
    session: Session, viewer: StaffMember, day: date | None = None, department_id: int | None = None
) -> PeopleCounts:
    """The people whom this person watches, by how they stand at the end of a day (None: today)."""
    units = people_by_unit(session, viewer, day)
    chosen = [counts for unit, counts in units.items() if department_id in (None, unit)]
    return PeopleCounts(
        *(sum(counts.of(standing) for counts in chosen) for standing in PersonStanding)
    )


def people_by_unit(
    session: Session, viewer: StaffMember, day: date | None = None
) -> dict[int, PeopleCounts]:
    """The same for each unit in which somebody is in post."""
    on, counted = day or today(), defaultdict[int, Counter[str]](Counter)
    late = _late(on)
    unit, standing = Membership.department_id, _standing(late, on)
    query = _in_post(viewer, on).outerjoin(late, late.c.staff_id == Membership.staff_id)
    rows = query.with_only_columns(unit, standing, func.count()).group_by(unit, standing)
    for department_id, name, number in session.execute(rows):
        counted[department_id][name] = number
    return {unit: PeopleCounts(**numbers) for unit, numbers in counted.items()}


def people_standing(
    session: Session, viewer: StaffMember, standing: PersonStanding, *, day: date | None = None,
    department_id: int | None = None, offset: int = 0, limit: int | None = None,
) -> list[PersonInPost]:  # fmt: skip
    """Exactly the people of one number: who has most left first, then by unit and name."""
    on, late = day or today(), _late(day or today())
    query = (
        _in_post(viewer, on, department_id)
        .with_only_columns(StaffMember, Department, late.c.number, late.c.first_deadline)
        .join(StaffMember, StaffMember.id == Membership.staff_id)
        .join(Department, Department.id == Membership.department_id)
        .outerjoin(late, late.c.staff_id == Membership.staff_id)
        .where(_standing(late, on) == standing.value)
        .order_by(
            late.c.number.desc(), Department.position, Department.id, StaffMember.full_name,
            StaffMember.id,
        )
        .offset(offset)
        .limit(limit)
    )  # fmt: skip
    return [
        PersonInPost(staff, unit, number or 0, first, on)
        for staff, unit, number, first in session.execute(query)
    ]


def _in_post(
    viewer: StaffMember, day: date, department_id: int | None = None
) -> Select[*tuple[Any, ...]]:
    unit = [] if department_id is None else [Membership.department_id == department_id]
    return (
        select(Membership)
        .select_from(Membership)
        .where(
            holds_on(Membership, day),
            Membership.role.in_(reading_rules.READERS),
            watches(viewer, Membership.department_id),
            *unit,
        )
    )


def _late(day: date) -> Subquery:
    # Who missed an own deadline, how often, and which first. No figure tells of what is isolated.
    hidden = (
        select(Assignment.id)
        .join(Directive, Directive.id == Assignment.directive_id)
        .where(Directive.isolated_at.is_not(None))
    )
    return (
        select(
            ReadingPeriod.staff_id,
            func.count().label("number"),
            func.min(ReadingPeriod.deadline).label("first_deadline"),
        )
        .where(reading_rules.expected_on(day), reading_rules.late_on(day))
        .where(ReadingPeriod.assignment_id.not_in(hidden))
        .group_by(ReadingPeriod.staff_id)
        .subquery()
    )


def _standing(late: Subquery, day: date) -> ColumnElement[str]:
    absence = select(Absence.id).where(
        Absence.staff_id == Membership.staff_id,
        Absence.withdrawn_at.is_(None),
        holds_on(Absence, day),
    )
    return case(
        (absence.exists(), literal_column(f"'{PersonStanding.AWAY.value}'")),
        (late.c.number.is_not(None), literal_column(f"'{PersonStanding.LATE.value}'")),
        else_=literal_column(f"'{PersonStanding.INFORMED.value}'"),
    )
