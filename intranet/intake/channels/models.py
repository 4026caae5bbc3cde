"""What the automatic channels remember: last polls, files and mails they saw."""

from datetime import datetime

from sqlalchemy import BigInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from intranet.core.database import Model
from intranet.intake.models import Channel


class ChannelPoll(Model):
    """How the last polls of a channel went; `claimed_at` says since when a worker polls it."""

    __tablename__ = "door_look"

    channel: Mapped[Channel] = mapped_column("door", primary_key=True)
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
