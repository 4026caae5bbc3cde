"""The rule of `rule` as conditions of the database, for the staff of today."""

from collections.abc import Collection
from functools import cache
from operator import invert
from typing import Any

from sqlalchemy import ColumnElement, Exists, Select, and_, exists, false, or_, select, true
from sqlalchemy.orm import aliased

from intranet.core.clock import today
from intranet.core.dates import holds_on
from intranet.directives.audience import rule
from intranet.directives.audience.rule import CRITERIA, GROUP, Audience, Criterion
from intranet.directives.models import AudienceEntry
from intranet.people.models import StaffMember
from intranet.people.organization.models import GroupMember


def is_meant_by(audience: Audience) -> ColumnElement[bool]:
    """The condition on StaffMember that holds for whom an audience means."""
    person = StaffMember
    in_some_way = (_is_in(person, by, getattr(audience, by.audience)) for by in CRITERIA)
    left_out = rule.is_left_out(
        person.id.in_(audience.except_staff),
        person.department_id.in_(audience.except_departments),
        person.id.in_(audience.staff),
        invert,
    )
    everybody = true() if audience.everybody else false()
    return rule.is_meant(or_(everybody, *in_some_way), left_out, invert)


def _is_in(person: Any, by: Criterion, named: frozenset[Any]) -> ColumnElement[bool]:
    if by is not GROUP:
        column: ColumnElement[Any] = getattr(person, by.person)
        return column.in_(named)
    theirs = groups_of(person.id).where(GroupMember.group_id.in_(named))
    return theirs.exists() if named else false()


def is_addressed_to(directive_id: Any, person: Any = StaffMember) -> ColumnElement[bool]:
    """Whether the audience of the directive of this id means a person.

    The person is one at hand, the table of staff, or that table under another name.
    """
    named, in_person, out = (_entry(name) for name in ("meant", "by_name", "left_out"))
    left_out = rule.is_left_out(
        out.staff_id == person.id,
        out.department_id == person.department_id,
        _exists_entry(in_person, directive_id).where(
            ~in_person.excluded, in_person.staff_id == person.id
        ),
        invert,
    )
    return rule.is_meant(
        _exists_entry(named, directive_id).where(~named.excluded, names(named, person)),
        _exists_entry(out, directive_id).where(out.excluded, left_out),
        invert,
    )


def names(row: Any, person: Any) -> ColumnElement[bool]:
    """Whether a row names a person; the table of the row may have fewer of the criteria."""
    return or_(
        _names_everybody(row),
        *(
            row.group_id.in_(groups_of(person.id))
            if by is GROUP
            else getattr(row, by.row) == getattr(person, by.person)
            for by in _criteria(row)
        ),
    )


def _names_everybody(row: Any) -> ColumnElement[bool]:
    return and_(*(getattr(row, by.row).is_(None) for by in _criteria(row)))


def _criteria(row: Any) -> list[Criterion]:
    return [by for by in CRITERIA if hasattr(row, by.row)]


def may_mean_unit(directive_id: Any, department_id: int) -> ColumnElement[bool]:
    """Whether anything in the audience could mean somebody of a unit, exceptions left aside.

    It is asked of the audience alone, so it spares asking about each person of the unit.
    """
    mate, entry = another_person("mate"), _entry("near")

    def theirs(column: Any) -> Any:
        return select(column).where(mate.department_id == department_id)

    of_mates = [
        getattr(entry, by.row).in_(theirs(getattr(mate, by.person)))
        for by in CRITERIA
        if by not in (rule.UNIT, GROUP)
    ]
    groups = _memberships().where(GroupMember.staff_id.in_(theirs(mate.id)))
    named = or_(
        _names_everybody(entry),
        entry.department_id == department_id,
        *of_mates,
        entry.group_id.in_(groups),
    )
    return _exists_entry(entry, directive_id).where(~entry.excluded, named)


def leaves_out(directive_id: Any) -> ColumnElement[bool]:
    """Whether the audience has exceptions."""
    out = _entry("left_out")
    return _exists_entry(out, directive_id).where(out.excluded)


def groups_of(staff: Any) -> Select[int]:
    """The ids of the saved groups of one person, or of any of several: by id or column of ids."""
    member = GroupMember.staff_id
    several = isinstance(staff, Collection)
    return _memberships().where(member.in_(staff) if several else member == staff)


def _memberships() -> Select[int]:
    query = select(GroupMember.group_id).correlate_except(GroupMember)
    return query.where(holds_on(GroupMember, today()))


@cache
def another_person(name: str) -> Any:
    """The table of staff under another name, for conditions about somebody else."""
    return aliased(StaffMember, name=name)


@cache
def _entry(name: str) -> Any:
    # To name a table anew copies its columns; the conditions are asked for on every page.
    return aliased(AudienceEntry, name=name)


def _exists_entry(entry: Any, directive_id: Any) -> Exists:
    return exists().where(entry.directive_id == directive_id).correlate_except(entry)
