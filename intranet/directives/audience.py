"""Whom an audience means today."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, false, func, or_, select, true
from sqlalchemy.orm import Session, joinedload

from intranet.directives.models import AudienceEntry, Directive
from intranet.directives.values import Audience
from intranet.people.duties import ROLES, Duty
from intranet.people.models import StaffMember


def members(audience: Audience) -> Select[StaffMember]:
    """The people of an audience who serve here now; the administrator is never one of them."""
    return select(StaffMember).where(is_reader(), _named(audience))


def is_reader() -> ColumnElement[bool]:
    """The condition on StaffMember that holds for everybody who is counted as a reader."""
    return StaffMember.left_on.is_(None) & StaffMember.role.in_(ROLES[Duty.READ])


def _named(audience: Audience) -> ColumnElement[bool]:
    if audience.everybody:
        return true()
    return or_(
        false(),
        StaffMember.department_id.in_(audience.departments),
        StaffMember.id.in_(audience.staff),
    )


def count_members(session: Session, audience: Audience) -> int:
    """How many people an audience means today."""
    return session.scalar(select(func.count()).select_from(members(audience).subquery())) or 0


def is_addressed() -> ColumnElement[bool]:
    """The join condition between Directive's AudienceEntry rows and the people they mean."""
    entry = AudienceEntry
    return or_(
        entry.department_id.is_(None) & entry.staff_id.is_(None),
        entry.department_id == StaffMember.department_id,
        entry.staff_id == StaffMember.id,
    )


def audience_of(directive: Directive) -> Audience:
    """The audience of a directive as a value."""
    return _of(directive.audience)


def _of(entries: Iterable[AudienceEntry]) -> Audience:
    return Audience(
        everybody=any(one.department_id is None and one.staff_id is None for one in entries),
        departments=frozenset(one.department_id for one in entries if one.department_id),
        staff=frozenset(one.staff_id for one in entries if one.staff_id),
    )


def entries_of(audience: Audience) -> list[AudienceEntry]:
    """The rows that say an audience; everybody needs no further names."""
    if audience.everybody:
        return [AudienceEntry()]
    units = [AudienceEntry(department_id=one) for one in sorted(audience.departments)]
    people = [AudienceEntry(staff_id=one) for one in sorted(audience.staff)]
    return units + people


@dataclass(frozen=True)
class Addressed:
    """Whom a directive is addressed to, in names, and how many people that is today."""

    everybody: bool
    departments: tuple[str, ...]
    people: tuple[str, ...]
    number: int


def addressed(session: Session, directive: Directive) -> Addressed:
    """The audience of a directive as people read it."""
    here = AudienceEntry.directive_id == directive.id
    named = select(AudienceEntry.id).where(here, is_addressed()).correlate(StaffMember).exists()
    number = select(func.count(StaffMember.id)).where(is_reader(), named).scalar_subquery()
    rows = session.execute(
        select(AudienceEntry, number)
        .where(here)
        .options(joinedload(AudienceEntry.department), joinedload(AudienceEntry.staff))
    ).all()
    entries = [row[0] for row in rows]
    audience = _of(entries)
    return Addressed(
        everybody=audience.everybody,
        departments=tuple(sorted(one.department.name for one in entries if one.department)),
        people=tuple(sorted(one.staff.full_name for one in entries if one.staff)),
        number=rows[0][1] if rows else 0,
    )
