"""Which role carries which duty: permissions as data."""

import enum
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask_login import current_user

from intranet.core.errors import NotAllowed
from intranet.people.models import Role


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


def duty_required(duty: Duty) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorator of a view: people without the duty get NotAllowed."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if not may(current_user.role, duty):
                raise NotAllowed
            return view(*args, **kwargs)

        return guarded

    return decorate
