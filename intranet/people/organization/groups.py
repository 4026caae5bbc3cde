"""Saved groups of people (nhóm người nhận) and their members by date. Nothing here commits."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import now, today
from intranet.core.dates import ends_after, holds_on
from intranet.people.errors import NameTaken
from intranet.people.models import StaffMember
from intranet.people.organization.memberships import tell_moved
from intranet.people.organization.models import GroupMember, StaffGroup


def keep_group(
    session: Session, by: StaffMember, group: StaffGroup | None, name: str,
    staff_ids: Collection[int], on: date | None = None,
) -> StaffGroup:  # fmt: skip
    """The group with this name and these members from a day on (default today); None makes one.

    Raises NameTaken.
    """
    day, name = on or today(), name.strip()
    same = select(StaffGroup.id).where(StaffGroup.name == name)
    if session.scalar(same.where(StaffGroup.id != (group.id if group else 0))):
        raise NameTaken
    if group is None:
        group = StaffGroup(made_by_id=by.id, made_at=now())
        session.add(group)
    group.name = name
    session.flush()
    changed = _keep_members(session, group, frozenset(staff_ids), day)
    audit.record(session, by, "group.kept", on=group, name=name, members=len(staff_ids))
    moved = select(StaffMember).where(StaffMember.id.in_(changed))
    tell_moved(session, session.scalars(moved).all())
    return group


def _keep_members(
    session: Session, group: StaffGroup, staff_ids: frozenset[int], day: date
) -> frozenset[int]:
    """The people who came in or went out."""
    members = session.scalars(
        select(GroupMember).where(GroupMember.group_id == group.id, ends_after(GroupMember, day))
    )
    before = {member.staff_id: member for member in members}
    for staff_id in before.keys() - staff_ids:
        before[staff_id].until = max(day, before[staff_id].since)
    session.add_all(
        GroupMember(group_id=group.id, staff_id=staff_id, since=day)
        for staff_id in sorted(staff_ids - before.keys())
    )
    session.flush()
    return frozenset(before.keys() ^ staff_ids)


def groups(session: Session) -> Sequence[StaffGroup]:
    """All saved groups by name."""
    return session.scalars(select(StaffGroup).order_by(StaffGroup.name)).all()


def group_sizes(session: Session) -> dict[int, int]:
    """Group id → number of members today; groups without members are left out."""
    query = select(GroupMember.group_id, func.count()).where(holds_on(GroupMember, today()))
    return dict(session.execute(query.group_by(GroupMember.group_id)).all())


def members_of(group_id: int) -> Select[int]:
    """The ids of a group's members today."""
    today_in = holds_on(GroupMember, today())
    return select(GroupMember.staff_id).where(GroupMember.group_id == group_id, today_in)
