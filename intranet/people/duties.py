"""Which role carries which duty: permissions as data."""

import enum
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask_login import current_user

from intranet.core.clock import today
from intranet.core.errors import NotAllowed
from intranet.people.models import Delegation, Role, StaffMember


class Duty(enum.Enum):
    """A thing that only some roles may do.

    The administrator keeps accounts and machines and has no right to any content.
    """

    CHECK = "upload, check, publish and correct directives (văn thư)"
    ORGANISE = "call thematic meetings and keep their attendance"
    WATCH = "see who has read; a unit head sees the own unit only"
    WATCH_ALL = "see who has read in every unit"
    SEE_ALL = "see every published directive, whoever it is addressed to"
    READ = "be counted, get things to read, search"
    ADMINISTER = "keep accounts, departments, audit trail, index and jobs"


ROLES: dict[Duty, frozenset[Role]] = {
    Duty.CHECK: frozenset({Role.CLERK}),
    Duty.ORGANISE: frozenset({Role.CLERK, Role.LEADER}),
    Duty.WATCH: frozenset({Role.CLERK, Role.LEADER, Role.UNIT_HEAD}),
    Duty.WATCH_ALL: frozenset({Role.CLERK, Role.LEADER}),
    Duty.SEE_ALL: frozenset({Role.CLERK, Role.LEADER}),
    Duty.READ: frozenset({Role.READER, Role.CLERK, Role.UNIT_HEAD, Role.LEADER}),
    Duty.ADMINISTER: frozenset({Role.ADMIN}),
}


def may(role: Role, duty: Duty) -> bool:
    """Whether people of this role have the duty."""
    return role in ROLES[duty]


def headed_by(staff: StaffMember) -> frozenset[int]:
    """The units of which this person is head today, or stands in for the head (ủy quyền)."""
    stood_for = [one.staff for one in standing_in(staff)]
    own = [staff] if staff.role is Role.UNIT_HEAD and staff.is_active else []
    return frozenset(head.department_id for head in (*own, *stood_for))


def standing_in(staff: StaffMember) -> list[Delegation]:
    """The delegations by which this person stands in for heads of units today."""
    if not may(staff.role, Duty.READ):
        return []
    day = today()
    return [
        one
        for one in staff.stands_in
        if one.since <= day < one.until and one.staff.role is Role.UNIT_HEAD and one.staff.is_active
    ]


def has(staff: StaffMember, duty: Duty) -> bool:
    """Whether this person has the duty today, by role or by standing in for the head of a unit."""
    return may(staff.role, duty) or (duty is Duty.WATCH and bool(headed_by(staff)))


def duty_required(duty: Duty) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorator of a view: people without the duty get NotAllowed."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if not has(current_user, duty):
                raise NotAllowed
            return view(*args, **kwargs)

        return guarded

    return decorate
