"""The accounts that the demo offers, and their password."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intranet.people.models import StaffMember
from intranet.people.roles import Role

PASSWORD = "Lang-Son-2026"
"""The password of every invented person; it opens nothing outside the demo."""


def demo_accounts(session: Session) -> list[StaffMember]:
    """The first person of each role who still serves, in the order of the roles."""
    first = (
        select(func.min(StaffMember.id))
        .where(StaffMember.left_on.is_(None), StaffMember.password_hash != "")
        .group_by(StaffMember.role)
    )
    people = session.scalars(select(StaffMember).where(StaffMember.id.in_(first))).all()
    return sorted(people, key=lambda staff: [*Role].index(staff.role))
