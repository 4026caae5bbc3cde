"""What can be asked about people."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from intranet.core.errors import NotFound
from intranet.language.text.normalization import fold
from intranet.people.models import AccountState, Department, Membership, StaffMember
from intranet.people.roles import Role
from intranet.people.staff_import.rows import Known, Person


@dataclass(frozen=True)
class Credentials:
    """What is needed to judge a password: whose, and the kept hash; nobody has an empty one."""

    staff_id: int | None
    password_hash: str


def credentials(session: Session, username: str) -> Credentials:
    """The kept hash of the person with this username, capitals not minded."""
    found = session.execute(
        select(StaffMember.id, StaffMember.password_hash).where(
            StaffMember.username == username.strip().lower()
        )
    ).first()
    return Credentials(found.id, found.password_hash) if found else Credentials(None, "")


def demo_accounts(session: Session) -> list[StaffMember]:
    """The first person of each role who still serves, in the order of the roles."""
    first = (
        select(func.min(StaffMember.id))
        .where(StaffMember.left_on.is_(None), StaffMember.password_hash != "")
        .group_by(StaffMember.role)
    )
    found = session.scalars(select(StaffMember).where(StaffMember.id.in_(first))).all()
    order = list(Role)
    return sorted(found, key=lambda staff: order.index(staff.role))


@dataclass(frozen=True)
class Unit:
    """One department on the list of staff: its people that were asked for."""

    department: Department
    people: tuple[StaffMember, ...]


@dataclass(frozen=True)
class StaffList:
    """People by unit, and how many there are of each state in the whole agency."""

    units: tuple[Unit, ...]
    counts: dict[AccountState, int]
    shown: int


def staff_list(session: Session, words: str = "", state: AccountState | None = None) -> StaffList:
    """Everybody by unit whose name, username or title has the words, marks not minded."""
    people = session.scalars(select(StaffMember).order_by(StaffMember.id)).all()
    counts = Counter(staff.state for staff in people)
    wanted = fold(words).split()
    found: dict[int, list[StaffMember]] = {}
    for staff in people:
        about = fold(f"{staff.full_name} {staff.username} {staff.title} {staff.email}")
        if all(word in about for word in wanted) and state in (None, staff.state):
            found.setdefault(staff.department_id, []).append(staff)
    units = tuple(
        Unit(one, tuple(found[one.id])) for one in departments(session) if one.id in found
    )
    return StaffList(units, dict(counts), sum(len(unit.people) for unit in units))


def departments(session: Session) -> Sequence[Department]:
    """All departments in the agency's order."""
    return session.scalars(select(Department).order_by(Department.position, Department.id)).all()


def head_counts(session: Session) -> dict[int, int]:
    """Department id → how many people serve there now."""
    rows = session.execute(
        select(StaffMember.department_id, func.count())
        .where(StaffMember.left_on.is_(None))
        .group_by(StaffMember.department_id)
    )
    return {row[0]: row[1] for row in rows}


def staff_member(session: Session, staff_id: int) -> StaffMember:
    """The person with this number, with the places served at; raises NotFound."""
    places = selectinload(StaffMember.memberships).joinedload(Membership.department)
    found = session.get(StaffMember, staff_id, options=[places])
    if found is None:
        raise NotFound
    return found


def department(session: Session, department_id: int) -> Department:
    """The department with this number; raises NotFound."""
    found = session.get(Department, department_id)
    if found is None:
        raise NotFound
    return found


def known(session: Session) -> Known:
    """What a list of staff is judged against."""
    people = session.scalars(select(StaffMember)).all()
    units = {
        fold(" ".join(name.split())): one.code
        for one in departments(session)
        for name in (one.short_name, one.code, one.name)
    }
    return Known(
        people={staff.username: as_person(staff) for staff in people},
        left=frozenset(staff.username for staff in people if not staff.is_active),
        units=units,
    )


def as_person(staff: StaffMember) -> Person:
    """The person in the words of a list of staff."""
    return Person(
        staff.username,
        staff.full_name,
        staff.department.code,
        staff.title,
        staff.role,
        staff.email,
        staff.joined_on,
    )
