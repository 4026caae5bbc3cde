"""What the doors remember: every arrival, when each door was last looked at, what came before."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from intranet.core.database import Model
from intranet.intake.models import IntakeItem
from intranet.people.models import StaffMember


class Door(enum.Enum):
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


class DoorEntry(Model):
    """One file that came through a door (lượt nhận): from whom, and what became of it.

    `origin` names this very arrival at its door, so that a look cut short takes nothing twice;
    of a paper with a secrecy mark neither name, title nor sender is kept. `packet` is what an
    edXML package says of the paper.
    """

    __tablename__ = "door_entry"
    __table_args__ = (Index("ix_door_entry_door_at", "door", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    origin: Mapped[str | None] = mapped_column(String(64), unique=True)
    door: Mapped[Door]
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


class DoorLook(Model):
    """How the last looks at a door went; `claimed_at` says since when somebody looks."""

    __tablename__ = "door_look"

    door: Mapped[Door] = mapped_column(primary_key=True)
    looked_at: Mapped[datetime | None]
    well_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(Text, default="")
    failures: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]


class FolderSighting(Model):
    """A file of the watched folder that waits until it no longer changes, or stays there.

    It is named by a digest of its path, since a name may itself be secret.
    """

    __tablename__ = "folder_sighting"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    changed_ns: Mapped[int] = mapped_column(BigInteger)
    since: Mapped[datetime]
    done: Mapped[bool] = mapped_column(default=False)


class MailSeen(Model):
    """A mail that was dealt with, by a digest of its identity."""

    __tablename__ = "mail_seen"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime]


class FileLikeness(Model):
    """One band of the signature of a text: files that share a band may be nearly the same."""

    __tablename__ = "file_likeness"
    __table_args__ = (Index("ix_file_likeness_band_value", "band", "value"),)

    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), primary_key=True)
    band: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger)


class NearFiles(Model):
    """Two originals whose texts are nearly the same; the newer one stands first."""

    __tablename__ = "near_files"

    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(
        ForeignKey("stored_file.id"), primary_key=True, index=True
    )
    likeness: Mapped[float]
