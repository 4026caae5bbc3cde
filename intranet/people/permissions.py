"""What one person may do today: by role (`roles.py`), or by standing in for the head of a unit."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask_login import current_user

from intranet.core.clock import today
from intranet.core.dates import covers
from intranet.core.errors import NotAllowed
from intranet.people.models import Delegation, StaffMember
from intranet.people.roles import Permission as Permission
from intranet.people.roles import Role
from intranet.people.roles import may as may


def signed_in() -> StaffMember:
    """The person behind this request, for actions and rows: `current_user` is only a stand-in."""
    staff: StaffMember = current_user._get_current_object()
    return staff


P = ParamSpec("P")
R = TypeVar("R")


def headed_by(staff: StaffMember) -> frozenset[int]:
    """The units of which this person is head today, or stands in for the head (ủy quyền)."""
    heads = [delegation.staff for delegation in standing_in(staff)]
    return frozenset(head.department_id for head in (staff, *heads) if _is_head(head))


def standing_in(staff: StaffMember) -> list[Delegation]:
    """The delegations by which this person stands in for heads of units today."""
    given = staff.stands_in if may(staff.role, Permission.READ) else []
    return [each for each in given if covers(each, today()) and _is_head(each.staff)]


def _is_head(staff: StaffMember) -> bool:
    return staff.role is Role.UNIT_HEAD and staff.is_active


def has(staff: StaffMember, permission: Permission) -> bool:
    """Whether this person has the permission today: by role, or by standing in for a head."""
    return may(staff.role, permission) or (
        permission is Permission.WATCH and bool(headed_by(staff))
    )


def permission_required(permission: Permission) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Decorator of a view: people without the permission get NotAllowed."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            if not has(current_user, permission):
                raise NotAllowed
            return view(*args, **kwargs)

        return guarded

    return decorate
