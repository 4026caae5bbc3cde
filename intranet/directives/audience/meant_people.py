"""The people whom an audience means today: counted, named, and looked at before publishing."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, joinedload

from intranet.core.clock import today
from intranet.core.dates import holds_on
from intranet.directives.audience.rule import Audience
from intranet.directives.audience.rule_in_sql import is_addressed_to, is_meant_by
from intranet.directives.models import AudienceEntry, Directive
from intranet.people.models import Department, StaffMember
from intranet.people.organization.models import Absence
from intranet.people.roles import Permission, roles_with

MOST_NAMED = 10


def is_reader() -> ColumnElement[bool]:
    """The condition on StaffMember that holds for everybody who is counted as a reader."""
    return StaffMember.left_on.is_(None) & StaffMember.role.in_(roles_with(Permission.READ))


def members(audience: Audience) -> Select[StaffMember]:
    """The people of an audience who serve here now; the administrator is never one of them."""
    return select(StaffMember).where(is_reader(), is_meant_by(audience))


def count_members(session: Session, audience: Audience) -> int:
    """How many people an audience means today."""
    return session.scalar(select(func.count()).select_from(members(audience).subquery())) or 0


@dataclass(frozen=True)
class AudiencePreview:
    """How many people are meant, in which units, and who of them is away and so excused."""

    total: int
    units: tuple[tuple[str, int], ...]
    away: tuple[str, ...]


def preview(session: Session, audience: Audience) -> AudiencePreview:
    """The people whom this audience means today."""
    absent = select(Absence.staff_id).where(
        Absence.withdrawn_at.is_(None), holds_on(Absence, today())
    )
    meant = (
        members(audience)
        .join(StaffMember.department)
        .with_only_columns(Department, StaffMember.full_name, StaffMember.id.in_(absent))
        .order_by(Department.position, Department.id, StaffMember.id)
    )
    people = session.execute(meant).all()
    units = Counter(unit for unit, _name, _away in people)
    return AudiencePreview(
        total=len(people),
        units=tuple((unit.short_name, number) for unit, number in units.items()),
        away=tuple(name for _unit, name, away in people if away)[:MOST_NAMED],
    )


@dataclass(frozen=True)
class Addressed:
    """Units and people that a directive is addressed to, and how many people that is today."""

    everybody: bool
    departments: tuple[str, ...]
    people: tuple[str, ...]
    number: int


def addressed(session: Session, directive: Directive) -> Addressed:
    """The audience of a directive as people read it."""
    counted = select(func.count(StaffMember.id)).where(is_reader(), is_addressed_to(directive.id))
    rows = session.execute(
        select(AudienceEntry, counted.scalar_subquery())
        .where(AudienceEntry.directive_id == directive.id)
        .options(joinedload(AudienceEntry.department), joinedload(AudienceEntry.staff))
    ).all()
    meant = [entry for entry, _number in rows if not entry.excluded]
    return Addressed(
        everybody=any(entry.is_everybody for entry in meant),
        departments=tuple(sorted(entry.department.name for entry in meant if entry.department)),
        people=tuple(sorted(entry.staff.full_name for entry in meant if entry.staff)),
        number=rows[0][1] if rows else 0,
    )
