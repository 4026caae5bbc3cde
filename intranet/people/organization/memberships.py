"""Where people served when: kept whenever the place of a person is written, by whatever act.

A session that commits tells the rooms above whose place has changed ("staff moved"), so that they
follow in the same transaction.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import has_app_context
from sqlalchemy import event, inspect
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import today
from intranet.people.models import Department, Membership, StaffMember
from intranet.people.roles import Role
from intranet.people.signals import staff_moved

MOVED = "staff whose place has changed"
PLACE = ("department_id", "department", "role", "title", "joined_on", "left_on")


def move(
    session: Session, by: StaffMember, staff: StaffMember, on: date, *,
    department: Department | None = None, role: Role | None = None, title: str | None = None,
) -> Membership:  # fmt: skip
    """The place of a person from a day on, today or earlier. Raises MoveOutOfOrder."""
    places = list(staff.memberships)
    staff.department = department or staff.department
    staff.role = role or staff.role
    staff.title = staff.title if title is None else title
    begin_place(session, staff, places, on)
    audit.record(
        session, by, "staff.moved", on=staff, day=on.isoformat(),
        department=staff.department.name, role=staff.role.value,
    )  # fmt: skip
    return staff.memberships[-1]


def begin_place(
    session: Session, staff: StaffMember, places: Sequence[Membership], on: date
) -> None:
    """Let the place of a person, changed just now or long known, begin on that day.

    `places` are the memberships read before the change, for reading them writes what is waiting.
    Raises MoveOutOfOrder for a day ahead, one before an earlier change, or of somebody who left.
    """
    if on > today() or staff.left_on is not None:
        raise MoveOutOfOrder
    if not places or _differs(places[-1], staff):
        if places and on < places[-1].since:
            raise MoveOutOfOrder
        keep(staff, on)
    else:
        _begin_anew(staff, places, on)
    mark_moved(session, staff)


def _begin_anew(staff: StaffMember, places: Sequence[Membership], on: date) -> None:
    *earlier, last = places
    if not earlier:
        staff.joined_on = last.since = on
        return
    follows = earlier[-1].until == last.since
    if on <= earlier[-1].since or (not follows and on < (earlier[-1].until or on)):
        raise MoveOutOfOrder
    last.since = on
    if follows:
        earlier[-1].until = on


def keep(staff: StaffMember, on: date) -> None:
    """Let the memberships say what the person's row says, from a day on."""
    rows = staff.memberships
    if not rows:
        start = staff.joined_on or (staff.left_on if staff.left_on else on)
        rows.append(Membership(since=start, **_place(staff)))
    elif staff.joined_on and rows[0].since != staff.joined_on and _joined_changed(staff):
        end = rows[0].until
        rows[0].since = staff.joined_on if end is None else min(staff.joined_on, end)
    last = rows[-1]
    if staff.left_on is not None:
        for row in rows:
            if row.until is None or row.until > staff.left_on or row is last:
                row.until = max(row.since, staff.left_on)
        return
    if last.until is not None and last.until < on:
        rows.append(Membership(since=on, **_place(staff)))
        return
    last.until = None
    if _differs(last, staff):
        if last.since >= on:
            for name, value in _place(staff).items():
                setattr(last, name, value)
        else:
            last.until = on
            rows.append(Membership(since=on, **_place(staff)))


def mark_moved(session: Session, staff: StaffMember) -> None:
    """Let the rooms above follow this person when the session commits."""
    session.info.setdefault(MOVED, set()).add(staff)


def _place(staff: StaffMember) -> dict[str, Any]:
    # Before the first flush defaults are not set, and the unit may be known as object alone.
    unit = (
        {"department": staff.department}
        if _given(staff)
        else {"department_id": staff.department_id}
    )
    return {**unit, "role": staff.role or Role.READER, "title": staff.title or ""}


def _given(staff: StaffMember) -> bool:
    return bool(inspect(staff).attrs.department.history.added)


def _joined_changed(staff: StaffMember) -> bool:
    return bool(inspect(staff).attrs.joined_on.history.has_changes())


def _differs(row: Membership, staff: StaffMember) -> bool:
    if _given(staff):
        unit = row.department is staff.department or (
            staff.department.id is not None and row.department_id == staff.department.id
        )
    else:
        unit = row.department_id == staff.department_id
    same = unit and row.role is (staff.role or Role.READER) and row.title == (staff.title or "")
    return not same


def _changed(staff: StaffMember) -> bool:
    attributes: Any = inspect(staff).attrs
    return any(attributes[name].history.has_changes() for name in PLACE)


@event.listens_for(Session, "before_flush")
def _keep_all(session: Session, _context: Any, _instances: Any) -> None:
    for staff in [*session.new, *session.dirty]:
        if isinstance(staff, StaffMember) and (staff in session.new or _changed(staff)):
            keep(staff, today())
            mark_moved(session, staff)


@event.listens_for(Session, "before_commit")
def _tell(session: Session) -> None:
    session.flush()
    moved = session.info.pop(MOVED, None)
    if moved and has_app_context():
        staff_moved.send(session, frozenset(one.id for one in moved))


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(MOVED, None)
