"""What was changed after a directive was published: undone, recalled, read by others or later."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from intranet.core.database import Model
from intranet.directives.models import Directive
from intranet.people.models import StaffMember
from intranet.people.roles import Role


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


class FormerAudienceEntry(Model):
    """An AudienceEntry that was taken back: it meant somebody from `added_on` until `ended_on`.

    It stands in a table of its own, so that whoever asks for an audience gets that of today; only
    coverage looks back.
    """

    __tablename__ = "former_audience_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    directive_id: Mapped[int] = mapped_column(ForeignKey("directive.id"), index=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    role: Mapped[Role | None]
    title: Mapped[str | None] = mapped_column(String(120))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("staff_group.id"))
    excluded: Mapped[bool] = mapped_column(default=False, server_default=false())
    added_on: Mapped[date | None]
    ended_on: Mapped[date]
