"""Who may be addressed by a directive, as the clerk's forms offer it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from intranet.directives.audience.meant_people import is_reader
from intranet.people.models import Department, StaffMember
from intranet.people.organization.groups import groups
from intranet.people.roles import ROLE_WORDS, Permission, Role, roles_with


@dataclass(frozen=True)
class DepartmentReaders:
    """A department with the people that a directive can be addressed to."""

    department: Department
    people: Sequence[StaffMember]


@dataclass(frozen=True)
class Addressees:
    """What besides departments and people may be addressed: (value, words) of each."""

    roles: list[tuple[str, str]]
    titles: list[str]
    groups: list[tuple[int, str]]


def readers_by_department(session: Session) -> Sequence[DepartmentReaders]:
    """All departments that have readers, in the order of the office."""
    query = (
        select(StaffMember)
        .join(StaffMember.department)
        .where(is_reader())
        .options(contains_eager(StaffMember.department))
        .order_by(Department.position, Department.name, StaffMember.id)
    )
    grouped = groupby(session.scalars(query), key=lambda person: person.department)
    return [DepartmentReaders(department, list(people)) for department, people in grouped]


def addressees(session: Session) -> Addressees:
    """The roles, the titles in use, and the saved groups."""
    titles = select(StaffMember.title).where(is_reader(), StaffMember.title != "").distinct()
    readers = roles_with(Permission.READ)
    return Addressees(
        [(role.value, str(ROLE_WORDS[role])) for role in Role if role in readers],
        list(session.scalars(titles.order_by(StaffMember.title))),
        [(group.id, group.name) for group in groups(session)],
    )
