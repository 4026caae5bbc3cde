"""What people asks the rooms above: where their pages are, what awaits somebody who is new."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from intranet.core.extension_points import Hook
from intranet.people.roles import Role


@dataclass(frozen=True)
class Newcomer:
    """Somebody who has no account yet, and where they would serve."""

    department_id: int
    role: Role
    title: str
    joined_on: date


@dataclass(frozen=True)
class ReadingAhead:
    """How many directives somebody would be given to read, and by when the first."""

    number: int = 0
    earliest: date | None = None


def _nothing(_session: Session, newcomers: Sequence[Newcomer]) -> Sequence[ReadingAhead]:
    return [ReadingAhead() for _ in newcomers]


home_page: Hook[[], str] = Hook(lambda: "/")
"""The address after signing in."""
system_page: Hook[[], str] = Hook(lambda: "/")
"""The address of the page about the parts of the portal."""
reading_ahead: Hook[[Session, Sequence[Newcomer]], Sequence[ReadingAhead]] = Hook(_nothing)
"""What each of these people would be given to read if they got an account today."""
