"""What a machine found that files cite, and what a clerk said is not so."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from intranet.core.database import Model
from intranet.directives.models import RelationKind


class FileCitation(Model):
    """One place of an original that names another directive (viện dẫn).

    The other is known by the lookup key of its symbol only: which directive that is, is asked each
    time, so that one which arrives later is found. `cited_on` is the day that the sentence gives.
    """

    __tablename__ = "citation"
    __table_args__ = (
        UniqueConstraint("file_id", "page", "key", "kind"),
        Index("ix_citation_key", "key", "file_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id", ondelete="CASCADE"))
    page: Mapped[int]
    key: Mapped[str] = mapped_column(String(80))
    symbol: Mapped[str] = mapped_column(String(80))
    kind: Mapped[RelationKind]
    sentence: Mapped[str] = mapped_column(Text)
    cited_on: Mapped[date | None]


class RejectedCitation(Model):
    """A relation that the machine found and a clerk refused (đã loại); it never comes back."""

    __tablename__ = "rejected_citation"
    __table_args__ = (UniqueConstraint("directive_id", "key", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    directive_id: Mapped[int] = mapped_column(ForeignKey("directive.id"))
    key: Mapped[str] = mapped_column(String(80))
    kind: Mapped[RelationKind]
    rejected_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    rejected_at: Mapped[datetime]
