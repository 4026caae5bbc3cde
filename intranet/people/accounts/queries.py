"""Whose password is judged, and the accounts that the demo offers."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intranet.people.models import StaffMember
from intranet.people.roles import Role


def credentials(session: Session, username: str) -> tuple[int | None, str]:
    """Number and kept hash of the person with this username, capitals not minded; (None, "")."""
    same = StaffMember.username == username.strip().lower()
    row = session.execute(select(StaffMember.id, StaffMember.password_hash).where(same)).first()
    return (row.id, row.password_hash) if row else (None, "")


def demo_accounts(session: Session) -> list[StaffMember]:
    """The first person of each role who still serves, in the order of the roles."""
    first = (
        select(func.min(StaffMember.id))
        .where(StaffMember.left_on.is_(None), StaffMember.password_hash != "")
        .group_by(StaffMember.role)
    )
    people = session.scalars(select(StaffMember).where(StaffMember.id.in_(first))).all()
    return sorted(people, key=lambda staff: [*Role].index(staff.role))
