"""Values that pass between the rooms about directives."""

from dataclasses import dataclass, field
from datetime import date

from intranet.directives.models import Status, Urgency
from intranet.language.kinds import Kind
from intranet.language.levels import Level, System


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
    """Whom a directive is addressed to: everybody, or units and people together."""

    everybody: bool = False
    departments: frozenset[int] = field(default_factory=frozenset)
    staff: frozenset[int] = field(default_factory=frozenset)

    @property
    def is_empty(self) -> bool:
        """Whether nobody is named at all."""
        return not (self.everybody or self.departments or self.staff)


@dataclass(frozen=True)
class ReadingOrder:
    """How a version is to be read: whether it must be confirmed, and by which day."""

    must_confirm: bool = True
    deadline: date | None = None
