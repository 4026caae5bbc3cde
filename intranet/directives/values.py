"""Values that pass between the rooms about directives."""

import enum
from dataclasses import dataclass, field
from datetime import date

from intranet.directives.models import Status, Urgency
from intranet.language.bodies.document_types import Kind
from intranet.language.bodies.levels import Level, System
from intranet.people.roles import Role


@dataclass(frozen=True)
class DirectiveFacts:
    """What is known of a directive: the fields that the clerk confirms."""

    subject: str
    issuing_body: str
    level: Level
    received_on: date
    symbol: str = ""
    kind: Kind | None = None
    system: System | None = None
    issued_on: date | None = None
    signer: str = ""
    signer_title: str = ""
    authority_mark: str = ""
    urgency: Urgency = Urgency.NORMAL
    status: Status = Status.IN_FORCE
    topics: tuple[str, ...] = ()
    for_website: bool = False


@dataclass(frozen=True)
class Audience:
    """Whom a directive is addressed to: everybody, or units, people, roles, titles and saved groups
    together, without the people and the units left out.

    Who is named in person is meant even when the own unit is left out.
    """

    everybody: bool = False
    departments: frozenset[int] = field(default_factory=frozenset)
    staff: frozenset[int] = field(default_factory=frozenset)
    roles: frozenset[Role] = field(default_factory=frozenset)
    titles: frozenset[str] = field(default_factory=frozenset)
    groups: frozenset[int] = field(default_factory=frozenset)
    except_departments: frozenset[int] = field(default_factory=frozenset)
    except_staff: frozenset[int] = field(default_factory=frozenset)

    @property
    def is_empty(self) -> bool:
        """Whether nobody is named at all."""
        named = (self.departments, self.staff, self.roles, self.titles, self.groups)
        return not (self.everybody or any(named))


class Following(enum.Enum):
    """Whether who joins later must read too: the list of the day, or the audience as it goes."""

    FIXED = "fixed"
    FOLLOWS = "follows"


@dataclass(frozen=True)
class ReadingOrder:
    """How a version is to be read: whether it must be confirmed, by which day, by whom later.

    `working_days` instead of a deadline counts from the day it is given; `remind` lets the worker
    remind whoever has not read.
    """

    must_confirm: bool = True
    deadline: date | None = None
    working_days: int | None = None
    following: Following = Following.FOLLOWS
    remind: bool = True
