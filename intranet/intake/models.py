"""What is on its way into the repository."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from intranet.core.database import Model
from intranet.directives.models import Directive, StoredFile
from intranet.people.models import StaffMember


class ReadingState(enum.Enum):
    """How far the machine is with a file: received → reading → read, or one of two plain ends."""

    RECEIVED = "received"
    READING = "reading"
    READ = "read"
    NEEDS_RECOGNITION = "needs_recognition"
    FAILED = "failed"


class ItemState(enum.Enum):
    """How far people are with an item."""

    OPEN = "open"
    PUBLISHED = "published"
    DISCARDED = "discarded"


class FileReading(Model):
    """The machine's reading of one original (trích xuất): its state, and the facts it suggests."""

    __tablename__ = "file_reading"
    __table_args__ = (Index("ix_file_reading_state_since", "state", "since"),)

    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), primary_key=True)
    state: Mapped[ReadingState] = mapped_column(default=ReadingState.RECEIVED)
    since: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(Text, default="")
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    warnings: Mapped[list[str]] = mapped_column(JSON, default=list)

    file: Mapped[StoredFile] = relationship(lazy="joined")


class IntakeItem(Model):
    """A file that the clerk uploaded and will check (văn bản chờ kiểm tra)."""

    __tablename__ = "intake_item"
    __table_args__ = (
        Index(
            "uq_intake_item_open_file",
            "file_id",
            unique=True,
            sqlite_where=text("state = 'OPEN'"),
            postgresql_where=text("state = 'OPEN'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), index=True)
    name: Mapped[str] = mapped_column(String(255))
    state: Mapped[ItemState] = mapped_column(default=ItemState.OPEN, index=True)
    uploaded_at: Mapped[datetime] = mapped_column(index=True)
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    draft: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    revision: Mapped[int] = mapped_column(default=0)
    checking_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    checking_since: Mapped[datetime | None]
    new_version_of_id: Mapped[int | None] = mapped_column(ForeignKey("directive.id"))
    directive_id: Mapped[int | None] = mapped_column(ForeignKey("directive.id"))

    file: Mapped[StoredFile] = relationship(lazy="joined")
    uploaded_by: Mapped[StaffMember] = relationship(foreign_keys=uploaded_by_id)
    checking_by: Mapped[StaffMember | None] = relationship(foreign_keys=checking_by_id)
    new_version_of: Mapped[Directive | None] = relationship(foreign_keys=new_version_of_id)
    directive: Mapped[Directive | None] = relationship(foreign_keys=directive_id)
