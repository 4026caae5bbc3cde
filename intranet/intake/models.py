"""What is on its way into the repository."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from intranet.core.database import Model
from intranet.directives.models import Directive, FilePage, StoredFile
from intranet.people.models import StaffMember


class ReadingState(enum.Enum):
    """How far the machine is with a file.

    received → reading → (recognising →) read, or one of two plain ends. Until it is read or at
    such an end the file is in quarantine: nobody sees its pages (Law 117/2025/QH15, art. 5).
    """

    RECEIVED = "received"
    READING = "reading"
    RECOGNISING = "recognising"
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
    forced: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, server_default="{}")

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


class PageAttempt(Model):
    """A page read once more in another way, beside the reading that counts (đọc lại trang).

    `way` is text, converted:<encoding> or ocr:<degrees turned>; `made_at` is None while it waits.
    """

    __tablename__ = "page_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("file_page.id", ondelete="CASCADE"), index=True)
    way: Mapped[str] = mapped_column(String(32))
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    claimed_at: Mapped[datetime | None]
    made_at: Mapped[datetime | None]
    text: Mapped[str] = mapped_column(Text, default="")
    method: Mapped[str] = mapped_column(String(16), default="")
    confidence: Mapped[float] = mapped_column(default=0.0)
    score: Mapped[float] = mapped_column(default=0.0)
    reason: Mapped[str] = mapped_column(Text, default="")
    words: Mapped[list[list[Any]] | None] = mapped_column(JSON, deferred=True)

    page: Mapped[FilePage] = relationship()
    asked_by: Mapped[StaffMember] = relationship()


class Correction(Model):
    """What a clerk meant where the machine read something else (điều máy đã học)."""

    __tablename__ = "correction"
    __table_args__ = (UniqueConstraint("field", "read_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(String(16))
    read_key: Mapped[str] = mapped_column(String(200))
    meant: Mapped[str] = mapped_column(String(200))
    times: Mapped[int] = mapped_column(default=1)
    learned_at: Mapped[datetime]
    learned_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))

    learned_by: Mapped[StaffMember] = relationship()
