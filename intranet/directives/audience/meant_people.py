"""Whom an audience would mean, before anything is published."""

from dataclasses import dataclass

from sqlalchemy import func
from sqlalchemy.orm import Session

from intranet.directives.audience.rule import members
from intranet.directives.values import Audience
from intranet.people.absences import away
from intranet.people.models import Department, StaffMember

MOST_NAMED = 10


@dataclass(frozen=True)
class Preview:
    """How many people are meant, in which units, and who of them is away and so excused."""

    total: int
    units: tuple[tuple[str, int], ...]
    away: tuple[str, ...]


def preview(session: Session, audience: Audience) -> Preview:
    """The people whom this audience means today."""
    per_unit = (
        members(audience)
        .join(Department, Department.id == StaffMember.department_id)
        .with_only_columns(Department.short_name, func.count())
        .group_by(Department.id, Department.short_name, Department.position)
        .order_by(Department.position, Department.id)
    )
    units = tuple((row[0], row[1]) for row in session.execute(per_unit))
    absent = {one.staff_id for one in away(session)}
    named = members(audience).where(StaffMember.id.in_(absent)) if absent else None
    people = session.scalars(named.limit(MOST_NAMED)) if named is not None else ()
    return Preview(
        sum(number for _name, number in units), units, tuple(one.full_name for one in people)
    )
