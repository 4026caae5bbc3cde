"""Whose password is judged, and the accounts that the demo offers."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intranet.people.models import StaffMember
from intranet.people.roles import Role


@dataclass(frozen=True)
class Credentials:
    """What is needed to judge a password: whose, and the kept hash; nobody has an empty one."""

    staff_id: int | None
    password_hash: str


def credentials(session: Session, username: str) -> Credentials:
    """The kept hash of the person with this username, capitals not minded."""
    row = session.execute(
        select(StaffMember.id, StaffMember.password_hash).where(
            StaffMember.username == username.strip().lower()
        )
    ).first()
    return Credentials(row.id, row.password_hash) if row else Credentials(None, "")


def demo_accounts(session: Session) -> list[StaffMember]:
    """The first person of each role who still serves, in the order of the roles."""
    first = (
        select(func.min(StaffMember.id))
        .where(StaffMember.left_on.is_(None), StaffMember.password_hash != "")
        .group_by(StaffMember.role)
    )
    people = session.scalars(select(StaffMember).where(StaffMember.id.in_(first))).all()
    order = list(Role)
    return sorted(people, key=lambda staff: order.index(staff.role))
