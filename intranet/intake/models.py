"""What is on its way into the repository: items, the readings of their files, how they arrived."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from intranet.core.database import Model
from intranet.directives.models import Directive, StoredFile
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


UNREAD = {ReadingState.RECEIVED, ReadingState.READING, ReadingState.RECOGNISING}
"""In quarantine: a mark of secrecy may still be found (Law 117/2025/QH15, art. 5)."""


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


class Channel(enum.Enum):
    """The ways by which a file reaches the portal."""

    UPLOAD = "upload"
    IMPORT = "import"
    FOLDER = "folder"
    MAIL = "mail"


class Fate(enum.Enum):
    """What became of an arriving file; KNOWN ones wait already, PUBLISHED ones are in the store."""

    TAKEN = "taken"
    KNOWN = "known"
    PUBLISHED = "published"
    REFUSED = "refused"


class Arrival(Model):
    """One file that came in (lượt nhận): from whom, and what became of it.

    `origin` names this very arrival in its channel, so that a poll cut short takes nothing twice;
    of a file with a secrecy mark neither name, title nor sender is kept. `packet` is what an
    edXML package says of the document.
    """

    __tablename__ = "door_entry"
    __table_args__ = (Index("ix_door_entry_door_at", "door", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    origin: Mapped[str | None] = mapped_column(String(64), unique=True)
    channel: Mapped[Channel] = mapped_column("door")
    at: Mapped[datetime] = mapped_column(index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    fate: Mapped[Fate]
    name: Mapped[str] = mapped_column(String(255), default="")
    parcel: Mapped[str] = mapped_column(String(255), default="")
    parcel_kind: Mapped[str] = mapped_column(String(8), default="")
    sender: Mapped[str] = mapped_column(String(255), default="")
    title: Mapped[str] = mapped_column(String(255), default="")
    size: Mapped[int] = mapped_column(default=0)
    rule: Mapped[str] = mapped_column(String(40), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    item_id: Mapped[int | None] = mapped_column(ForeignKey("intake_item.id"), index=True)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"), index=True)
    directive_id: Mapped[int | None] = mapped_column(ForeignKey("directive.id"))
    packet: Mapped[dict[str, Any] | None] = mapped_column(JSON)

    by: Mapped[StaffMember] = relationship()
    item: Mapped[IntakeItem | None] = relationship()
