"""Values that pass between the rooms about directives."""

import enum
from dataclasses import dataclass
from datetime import date

from intranet.directives.models import Status, Urgency
from intranet.language.bodies.document_types import DocumentType
from intranet.language.bodies.levels import Level, PoliticalSystem

SAME_NAME = (
    "symbol", "kind", "level", "system", "issued_on", "received_on", "subject", "signer",
    "signer_title", "authority_mark", "urgency", "status", "for_website",
)  # fmt: skip
"""The facts that a directive keeps as they are, under the same name."""


@dataclass(frozen=True)
class DirectiveFacts:
    """The facts of a directive: the fields that the clerk confirms."""

    subject: str
    issuing_body: str
    level: Level
    received_on: date
    symbol: str = ""
    kind: DocumentType | None = None
    system: PoliticalSystem | None = None
    issued_on: date | None = None
    signer: str = ""
    signer_title: str = ""
    authority_mark: str = ""
    urgency: Urgency = Urgency.NORMAL
    status: Status = Status.IN_FORCE
    topics: tuple[str, ...] = ()
    for_website: bool = False


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
