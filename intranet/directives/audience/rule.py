"""Whom an audience means today: one rule, for values and for the rows of a directive."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Exists, Select, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import Session, aliased, joinedload

from intranet.core.clock import today
from intranet.directives.models import AudienceEntry, Directive
from intranet.directives.values import Audience
from intranet.people.membership_models import GroupMember
from intranet.people.models import StaffMember
from intranet.people.roles import Permission, roles_with


def members(audience: Audience) -> Select[StaffMember]:
    """The people of an audience who serve here now; the administrator is never one of them."""
    return select(StaffMember).where(is_reader(), _named(audience))


def is_reader() -> ColumnElement[bool]:
    """The condition on StaffMember that holds for everybody who is counted as a reader."""
    return StaffMember.left_on.is_(None) & StaffMember.role.in_(roles_with(Permission.READ))


def _named(audience: Audience) -> ColumnElement[bool]:
    person = StaffMember
    groups = _groups_of(person.id).where(GroupMember.group_id.in_(audience.groups))
    meant = or_(
        true() if audience.everybody else false(),
        person.department_id.in_(audience.departments),
        person.id.in_(audience.staff),
        person.role.in_(audience.roles),
        person.title.in_(audience.titles),
        groups.exists() if audience.groups else false(),
    )
    unit_left_out = and_(
        person.department_id.in_(audience.except_departments), person.id.not_in(audience.staff)
    )
    return and_(meant, ~or_(unit_left_out, person.id.in_(audience.except_staff)))


def count_members(session: Session, audience: Audience) -> int:
    """How many people an audience means today."""
    return session.scalar(select(func.count()).select_from(members(audience).subquery())) or 0


def is_addressed(directive_id: Any, person: Any = StaffMember) -> ColumnElement[bool]:
    """Whether the rows of the directive of this id mean a person: the columns of StaffMember, of
    an alias of it, or a person at hand."""
    one, out, named = _entry("meant"), _entry("left_out"), _entry("by_name")
    meant = _row(one, directive_id).where(~one.excluded, _means(one, person))
    by_name = _row(named, directive_id).where(~named.excluded, named.staff_id == person.id)
    unit_left_out = and_(out.department_id == person.department_id, ~by_name)
    left_out = _row(out, directive_id).where(
        out.excluded, or_(out.staff_id == person.id, unit_left_out)
    )
    return and_(meant, ~left_out)


def may_mean_unit(directive_id: Any, department_id: int) -> ColumnElement[bool]:
    """Whether anything in the audience could mean somebody of a unit, exceptions left aside.

    It is asked of the audience alone, so it spares asking about each person of the unit.
    """
    mate, one = another_person("mate"), _entry("near")

    def theirs(column: Any) -> Any:
        return select(column).where(mate.department_id == department_id)

    groups = _groups().where(GroupMember.staff_id.in_(theirs(mate.id)))
    named = or_(
        _is_everybody(one),
        one.department_id == department_id,
        one.staff_id.in_(theirs(mate.id)),
        one.role.in_(theirs(mate.role)),
        one.title.in_(theirs(mate.title)),
        one.group_id.in_(groups),
    )
    return _row(one, directive_id).where(~one.excluded, named)


def leaves_out(directive_id: Any) -> ColumnElement[bool]:
    """Whether the audience has exceptions."""
    out = _entry("left_out")
    return _row(out, directive_id).where(out.excluded)


@cache
def _entry(name: str) -> Any:
    # To name a table anew copies its columns; the conditions are asked for on every page.
    return aliased(AudienceEntry, name=name)


@cache
def another_person(name: str) -> Any:
    """The table of staff under another name, for conditions about somebody else."""
    return aliased(StaffMember, name=name)


def _row(entry: Any, directive_id: Any) -> Exists:
    return exists().where(entry.directive_id == directive_id).correlate_except(entry)


def _means(entry: Any, person: Any) -> ColumnElement[bool]:
    return or_(
        _is_everybody(entry),
        entry.department_id == person.department_id,
        entry.staff_id == person.id,
        entry.role == person.role,
        entry.title == person.title,
        entry.group_id.in_(_groups_of(person.id)),
    )


def _is_everybody(entry: Any) -> ColumnElement[bool]:
    nobody_named = (entry.department_id, entry.staff_id, entry.role, entry.title, entry.group_id)
    return and_(*(one.is_(None) for one in nobody_named))


def groups_of(staff_ids: Collection[int]) -> Select[int]:
    """The ids of the saved groups to which any of these people belongs today."""
    return _groups().where(GroupMember.staff_id.in_(staff_ids))


def _groups_of(staff_id: Any) -> Select[int]:
    return _groups().where(GroupMember.staff_id == staff_id)


def _groups() -> Select[int]:
    day = today()
    return (
        select(GroupMember.group_id)
        .correlate_except(GroupMember)
        .where(
            GroupMember.since <= day,
            or_(GroupMember.until.is_(None), GroupMember.until > day),
        )
    )


def audience_of(directive: Directive) -> Audience:
    """The audience of a directive as a value."""
    return _of(directive.audience)


def _of(entries: Iterable[AudienceEntry]) -> Audience:
    known = list(entries)
    meant, out = [e for e in known if not e.excluded], [e for e in known if e.excluded]
    return Audience(
        everybody=any(one.is_everybody for one in meant),
        departments=frozenset(one.department_id for one in meant if one.department_id),
        staff=frozenset(one.staff_id for one in meant if one.staff_id),
        roles=frozenset(one.role for one in meant if one.role),
        titles=frozenset(one.title for one in meant if one.title),
        groups=frozenset(one.group_id for one in meant if one.group_id),
        except_departments=frozenset(one.department_id for one in out if one.department_id),
        except_staff=frozenset(one.staff_id for one in out if one.staff_id),
    )


def entries_of(audience: Audience, added_on: date | None = None) -> list[AudienceEntry]:
    """The rows that say an audience; everybody needs no further names, but for exceptions."""
    out = [AudienceEntry(department_id=one, excluded=True)
           for one in sorted(audience.except_departments)]  # fmt: skip
    out += [AudienceEntry(staff_id=one, excluded=True) for one in sorted(audience.except_staff)]
    people = [AudienceEntry(staff_id=one) for one in sorted(audience.staff)]
    if audience.everybody:
        meant = [AudienceEntry(), *(people if audience.except_departments else ())]
    else:
        meant = [AudienceEntry(department_id=one) for one in sorted(audience.departments)]
        meant += people
        meant += [AudienceEntry(role=one) for one in sorted(audience.roles, key=lambda r: r.value)]
        meant += [AudienceEntry(title=one) for one in sorted(audience.titles)]
        meant += [AudienceEntry(group_id=one) for one in sorted(audience.groups)]
    for one in (*meant, *out):
        one.excluded, one.added_on = bool(one.excluded), added_on
    return [*meant, *out]


def new_entries(before: Audience, more: Audience, on: date) -> list[AudienceEntry]:
    """The rows that widen an audience from a day on; exceptions stand as they were."""
    if before.everybody and not before.except_departments:
        return []
    added = Audience(
        everybody=more.everybody and not before.everybody,
        departments=more.departments - before.departments,
        staff=more.staff - before.staff,
        roles=more.roles - before.roles,
        titles=more.titles - before.titles,
        groups=more.groups - before.groups,
    )
    return entries_of(replace(added, except_departments=frozenset()), on)


@dataclass(frozen=True)
class Addressed:
    """Whom a directive is addressed to, in names, and how many people that is today.

    `roles` are as stored, `except_*` those left out.
    """

    everybody: bool
    departments: tuple[str, ...]
    people: tuple[str, ...]
    number: int
    roles: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    except_departments: tuple[str, ...] = ()
    except_people: tuple[str, ...] = ()


def addressed(session: Session, directive: Directive) -> Addressed:
    """The audience of a directive as people read it."""
    counted = select(func.count(StaffMember.id)).where(is_reader(), is_addressed(directive.id))
    rows = session.execute(
        select(AudienceEntry, counted.scalar_subquery())
        .where(AudienceEntry.directive_id == directive.id)
        .options(*(joinedload(getattr(AudienceEntry, n)) for n in ("department", "staff", "group")))
    ).all()
    meant = [row[0] for row in rows if not row[0].excluded]
    out = [row[0] for row in rows if row[0].excluded]
    return Addressed(
        everybody=any(one.is_everybody for one in meant),
        departments=tuple(sorted(one.department.name for one in meant if one.department)),
        people=tuple(sorted(one.staff.full_name for one in meant if one.staff)),
        number=rows[0][1] if rows else 0,
        roles=tuple(sorted(one.role.value for one in meant if one.role)),
        titles=tuple(sorted(one.title for one in meant if one.title)),
        groups=tuple(sorted(one.group.name for one in meant if one.group)),
        except_departments=tuple(sorted(one.department.name for one in out if one.department)),
        except_people=tuple(sorted(one.staff.full_name for one in out if one.staff)),
    )
