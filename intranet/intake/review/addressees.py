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


def addressees(session: Session, departments: Sequence[DepartmentReaders]) -> Addressees:
    """The roles, the titles of these readers, and the saved groups."""
    titles = {person.title for department in departments for person in department.people}
    readers = roles_with(Permission.READ)
    return Addressees(
        [(role.value, str(ROLE_WORDS[role])) for role in Role if role in readers],
        sorted(filter(None, titles)),
        [(group.id, group.name) for group in groups(session)],
    )
