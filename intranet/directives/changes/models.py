"""What was changed after a directive was published: undone, recalled, read by others or later."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from intranet.core.database import Model
from intranet.directives.models import Directive
from intranet.people.models import StaffMember


class ChangeKind(enum.Enum):
    """The ways in which a publication is changed."""

    UNDONE = "undone"
    RECALLED = "recalled"
    RESTORED = "restored"
    REORDERED = "reordered"


class PublicationChange(Model):
    """That somebody changed what was published (thay đổi sau phát hành), and why.

    `before` and `after` are sentences of what differs, one an aspect, as the page showed them.
    """

    __tablename__ = "publication_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    directive_id: Mapped[int] = mapped_column(ForeignKey("directive.id"), index=True)
    kind: Mapped[ChangeKind]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    differences: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)

    directive: Mapped[Directive] = relationship()
    by: Mapped[StaffMember] = relationship()
