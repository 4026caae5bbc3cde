"""Lists of what the Office keeps about people."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from intranet.core.clock import today
from intranet.core.dates import ends_after, holds_on
from intranet.people.models import Delegation, Department, StaffMember
from intranet.people.organization.groups import members_of
from intranet.people.organization.models import Absence, GroupMember, Holiday, StaffGroup

SHOWN_AFTER = timedelta(days=90)
"""How long an absence that has ended still stands on the list."""


def serving(session: Session) -> Sequence[StaffMember]:
    """Everybody who serves now, by unit and name."""
    query = select(StaffMember).join(Department).where(StaffMember.left_on.is_(None))
    return session.scalars(query.order_by(Department.position, StaffMember.full_name)).all()


def absences(session: Session) -> Sequence[Absence]:
    """Absences that last, begin, or ended lately; the newest first."""
    lasting = ends_after(Absence, today() - SHOWN_AFTER)
    query = select(Absence).where(Absence.withdrawn_at.is_(None), lasting)
    return session.scalars(
        query.options(joinedload(Absence.staff)).order_by(Absence.since.desc())
    ).all()


def delegations(session: Session) -> Sequence[Delegation]:
    """Delegations that last, begin, or ended lately; the newest first."""
    lasting = ends_after(Delegation, today() - SHOWN_AFTER)
    query = select(Delegation).where(Delegation.withdrawn_at.is_(None), lasting)
    both = (joinedload(Delegation.staff), joinedload(Delegation.to_staff))
    return session.scalars(query.options(*both).order_by(Delegation.since.desc())).all()


def groups(session: Session) -> list[tuple[StaffGroup, int]]:
    """Saved groups by name, with the number of members today."""
    number = (
        select(func.count())
        .where(GroupMember.group_id == StaffGroup.id, holds_on(GroupMember, today()))
        .scalar_subquery()
    )
    rows = session.execute(select(StaffGroup, number).order_by(StaffGroup.name))
    return [(row[0], row[1]) for row in rows]


def members(session: Session, group: StaffGroup | None) -> frozenset[int]:
    """The ids of a group's members today; nobody for a group that is not there yet."""
    return frozenset(session.scalars(members_of(group.id))) if group else frozenset()


def days_of(session: Session, year: int) -> Sequence[Holiday]:
    """The days off and made up for in a year."""
    inside = Holiday.day.between(date(year, 1, 1), date(year, 12, 31))
    return session.scalars(select(Holiday).where(inside).order_by(Holiday.day)).all()


def written_days(session: Session, year: int) -> str:
    """The same as the Office types them, one a line."""
    return "\n".join(f"{one.day:%d/%m/%Y} {one.name}".strip() for one in days_of(session, year))
