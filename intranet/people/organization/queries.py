"""Who serves in the agency: the list of staff, one person, everybody."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from intranet.core.errors import NotFound
from intranet.language.text.normalization import fold
from intranet.people.models import AccountState, Department, Membership, StaffMember
from intranet.people.organization.departments import departments


@dataclass(frozen=True)
class DepartmentStaff:
    """One department on the list of staff: its people that were asked for."""

    department: Department
    people: tuple[StaffMember, ...]


@dataclass(frozen=True)
class StaffList:
    """People by unit, and how many there are of each state in the whole agency."""

    units: tuple[DepartmentStaff, ...]
    counts: Counter[AccountState]

    @property
    def serving(self) -> int:
        """How many serve, locked out just now or not."""
        return self.counts[AccountState.SERVING] + self.counts[AccountState.LOCKED]

    @property
    def locked(self) -> int:
        """How many are locked out just now."""
        return self.counts[AccountState.LOCKED]

    @property
    def left(self) -> int:
        """How many have left the agency."""
        return self.counts[AccountState.LEFT]


def staff_list(session: Session, words: str = "", state: AccountState | None = None) -> StaffList:
    """Everybody by unit whose name, username, title or address has the words, marks not minded."""
    people = session.scalars(select(StaffMember).order_by(StaffMember.id)).all()
    typed = fold(words).split()
    by_unit: dict[int, list[StaffMember]] = {}
    for staff in people:
        text = fold(f"{staff.full_name} {staff.username} {staff.title} {staff.email}")
        if all(word in text for word in typed) and state in (None, staff.state):
            by_unit.setdefault(staff.department_id, []).append(staff)
    units = tuple(
        DepartmentStaff(unit, tuple(by_unit[unit.id]))
        for unit in departments(session)
        if unit.id in by_unit
    )
    return StaffList(units, Counter(staff.state for staff in people))


def staff_member(session: Session, staff_id: int) -> StaffMember:
    """The person with this number, with the places served at; raises NotFound."""
    places = selectinload(StaffMember.memberships).joinedload(Membership.department)
    staff = session.get(StaffMember, staff_id, options=[places])
    if staff is None:
        raise NotFound
    return staff


def serving(session: Session) -> Sequence[StaffMember]:
    """Everybody who serves now, by unit and name."""
    query = select(StaffMember).join(Department).where(StaffMember.left_on.is_(None))
    return session.scalars(query.order_by(Department.position, StaffMember.full_name)).all()
