"""Who serves in the agency: the list of staff, one person, everybody."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from intranet.core.errors import existing
from intranet.language.text.normalization import fold
from intranet.people.models import Department, Membership, StaffMember
from intranet.people.organization.departments import departments


def staff_list(
    session: Session, words: str = "", state: str = ""
) -> tuple[dict[Department, list[StaffMember]], Counter[str]]:
    """By unit everybody whose name, username, title or address has the words, marks not minded.

    With it, how many there are of each state in the whole agency.
    """
    people = session.scalars(select(StaffMember).order_by(StaffMember.id)).all()
    typed = fold(words).split()
    shown = [staff for staff in people if state in ("", staff.state) and _has(staff, typed)]
    units: dict[Department, list[StaffMember]] = {unit: [] for unit in departments(session)}
    for staff in shown:
        units[staff.department].append(staff)
    counts = Counter(staff.state for staff in people)
    return {unit: theirs for unit, theirs in units.items() if theirs}, counts


def _has(staff: StaffMember, typed: Sequence[str]) -> bool:
    text = fold(f"{staff.full_name} {staff.username} {staff.title} {staff.email}")
    return all(word in text for word in typed)


def staff_member(session: Session, staff_id: int) -> StaffMember:
    """The person with this number, with the places served at; raises NotFound."""
    places = selectinload(StaffMember.memberships).joinedload(Membership.department)
    return existing(session.get(StaffMember, staff_id, options=[places]))


def serving(session: Session) -> Sequence[StaffMember]:
    """Everybody who serves now, by unit and name."""
    query = select(StaffMember).join(Department).where(StaffMember.left_on.is_(None))
    return session.scalars(query.order_by(Department.position, StaffMember.full_name)).all()
