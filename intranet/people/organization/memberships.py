"""Where people served when (quá trình công tác): memberships are kept, and the rooms above told.

Every act that writes the place of a person (unit, role, title, first and last day) calls
`keep_memberships`; it sends `staff_moved` in the same transaction. Nothing here commits.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from intranet.core.clock import today
from intranet.people.errors import MoveOutOfOrder
from intranet.people.models import Membership, StaffMember
from intranet.people.signals import staff_moved

PLACE = frozenset({"department", "role", "title", "joined_on", "left_on"})
"""The facts of a person that memberships repeat."""


def keep_memberships(session: Session, people: Collection[StaffMember]) -> None:
    """Let the memberships say what the people's own rows say from today on, and tell it."""
    session.flush()
    for staff in people:
        _keep(staff, today())
    tell_moved(session, people)


def tell_moved(session: Session, people: Collection[StaffMember]) -> None:
    """Let the rooms above follow these people."""
    session.flush()
    if people:
        staff_moved.send(session, frozenset(staff.id for staff in people))


def begin_place(session: Session, staff: StaffMember, on: date) -> None:
    """Let the place of a person, changed just now or long known, begin on that day.

    Raises MoveOutOfOrder for a day ahead, one before an earlier change, or of somebody who left.
    """
    session.flush()
    if on > today() or staff.left_on is not None:
        raise MoveOutOfOrder
    last = staff.memberships[-1] if staff.memberships else None
    if last and _place_of(last) == _place_of(staff):
        _begin_anew(staff, on)
    elif last and on < last.since:
        raise MoveOutOfOrder
    else:
        _keep(staff, on)


def _begin_anew(staff: StaffMember, on: date) -> None:
    *earlier, last = staff.memberships
    if not earlier:
        staff.joined_on = last.since = on
        return
    follows = earlier[-1].until == last.since
    if on <= earlier[-1].since or (not follows and on < (earlier[-1].until or on)):
        raise MoveOutOfOrder
    last.since = on
    if follows:
        earlier[-1].until = on


def _keep(staff: StaffMember, on: date) -> None:
    places = staff.memberships
    if not places:
        places.append(Membership(since=staff.joined_on or staff.left_on or on, **_place_of(staff)))
    elif staff.joined_on:
        first = places[0]
        first.since = min(staff.joined_on, first.until or staff.joined_on)
    if staff.left_on is None:
        _go_on(staff, places, on)
        return
    for place in places:
        if place.until is None or place.until > staff.left_on or place is places[-1]:
            place.until = max(place.since, staff.left_on)


def _go_on(staff: StaffMember, places: list[Membership], on: date) -> None:
    last = places[-1]
    if last.until is not None and last.until < on:  # came back
        places.append(Membership(since=on, **_place_of(staff)))
        return
    last.until = None
    if _place_of(last) == _place_of(staff):
        return
    if last.since >= on:
        for name, value in _place_of(staff).items():
            setattr(last, name, value)
    else:
        last.until = on
        places.append(Membership(since=on, **_place_of(staff)))


def _place_of(row: StaffMember | Membership) -> dict[str, Any]:
    return {"department_id": row.department_id, "role": row.role, "title": row.title}
