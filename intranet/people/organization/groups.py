"""Keeping saved groups. Nothing here commits."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import now, today
from intranet.people.models import StaffMember
from intranet.people.organization.errors import NameTaken
from intranet.people.organization.memberships import mark_moved
from intranet.people.organization.models import GroupMember, StaffGroup


def keep_group(
    session: Session, by: StaffMember, group: StaffGroup | None, name: str,
    staff_ids: Collection[int], on: date | None = None,
) -> StaffGroup:  # fmt: skip
    """The group with this name and these members from a day on (default today); None makes one.

    Raises NameTaken.
    """
    day = on or today()
    same = select(StaffGroup.id).where(StaffGroup.name == name.strip())
    if session.scalar(same.where(StaffGroup.id != (group.id if group else 0))):
        raise NameTaken
    if group is None:
        group = StaffGroup(made_by_id=by.id, made_at=now())
        session.add(group)
    group.name = name.strip()
    session.flush()
    changed = _keep_members(session, group, frozenset(staff_ids), day)
    audit.record(session, by, "group.kept", on=group, name=group.name, members=len(staff_ids))
    for staff in session.scalars(select(StaffMember).where(StaffMember.id.in_(changed))):
        mark_moved(session, staff)
    return group


def _keep_members(
    session: Session, group: StaffGroup, wanted: frozenset[int], day: date
) -> frozenset[int]:
    standing = {
        one.staff_id: one
        for one in session.scalars(
            select(GroupMember).where(
                GroupMember.group_id == group.id,
                or_(GroupMember.until.is_(None), GroupMember.until > day),
            )
        )
    }
    for staff_id in standing.keys() - wanted:
        standing[staff_id].until = max(day, standing[staff_id].since)
    session.add_all(
        GroupMember(group_id=group.id, staff_id=one, since=day)
        for one in sorted(wanted - standing.keys())
    )
    session.flush()
    return frozenset(standing.keys() ^ wanted)


def groups(session: Session) -> Sequence[StaffGroup]:
    """All saved groups by name."""
    return session.scalars(select(StaffGroup).order_by(StaffGroup.name)).all()


def members_of(group_id: int, day: date | None = None) -> Select[int]:
    """The ids of a group's members on a day (default today)."""
    on = day or today()
    return select(GroupMember.staff_id).where(
        GroupMember.group_id == group_id,
        GroupMember.since <= on,
        or_(GroupMember.until.is_(None), GroupMember.until > on),
    )
