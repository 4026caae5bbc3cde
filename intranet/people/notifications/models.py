"""Notices, how a person wants to be told, the spool of letters, the state of the mail server."""

import enum
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from intranet.core.database import Model
from intranet.people.models import StaffMember

UNREAD = sa.text("read_at IS NULL")
TO_MAIL = sa.text("read_at IS NULL AND mailed_at IS NULL")
WAITING = sa.text("sent_at IS NULL AND failed_at IS NULL")


class Notice(Model):
    """One thing told to one person (thông báo); the same key is told a person once.

    words is a Vietnamese sentence with named gaps; gaps, endpoint and place fill it and lead on.
    What is not to be mailed counts as mailed from the start.
    """

    __tablename__ = "notice"
    __table_args__ = (
        sa.UniqueConstraint("staff_id", "key"),
        Index("ix_notice_newest", "staff_id", "id"),
        Index("ix_notice_unread", "staff_id", postgresql_where=UNREAD, sqlite_where=UNREAD),
        Index("ix_notice_to_mail", "staff_id", postgresql_where=TO_MAIL, sqlite_where=TO_MAIL),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    key: Mapped[str] = mapped_column(String(160))
    kind: Mapped[str] = mapped_column(String(32), default="")
    words: Mapped[str] = mapped_column(Text)
    gaps: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    endpoint: Mapped[str] = mapped_column(String(80), default="")
    place: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    directive_id: Mapped[int | None] = mapped_column(index=True)
    urgent: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    mailed_at: Mapped[datetime | None]
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"), index=True)


class MailWish(enum.Enum):
    """What a person wants to get by mail."""

    OFF = "off"
    DIGEST = "digest"
    URGENT = "urgent"


class NoticeChoice(Model):
    """How one person wants to be told; whoever never chose has no row. Hours are those in Vietnam.

    No letter goes out from quiet_from until quiet_to; the same hour twice means: no quiet.
    """

    __tablename__ = "notice_choice"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), primary_key=True)
    mail: Mapped[MailWish] = mapped_column(default=MailWish.URGENT)
    digest_hour: Mapped[int]
    quiet_from: Mapped[int]
    quiet_to: Mapped[int]


class Letter(Model):
    """One letter to one person or a mail box of the office; written with what it tells, sent later.

    It goes out after not_before and next_at. failed_at: the server will never take it.
    """

    __tablename__ = "letter"
    __table_args__ = (
        Index("ix_letter_waiting", "next_at", postgresql_where=WAITING, sqlite_where=WAITING),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"), index=True)
    recipient: Mapped[str] = mapped_column(String(160))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    urgent: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]
    not_before: Mapped[datetime]
    next_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(index=True)
    failed_at: Mapped[datetime | None] = mapped_column(index=True)
    last_error: Mapped[str] = mapped_column(Text, default="")

    staff: Mapped[StaffMember | None] = relationship()


class MailServer(Model):
    """The one row about the mail server: who talks to it now, and since when it fails."""

    __tablename__ = "mail_server"

    id: Mapped[int] = mapped_column(primary_key=True)
    busy_until: Mapped[datetime | None]
    failing_since: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(Text, default="")


def is_waiting() -> sa.ColumnElement[bool]:
    """SQL: the letter has neither gone out nor been refused for good."""
    return sa.and_(Letter.sent_at.is_(None), Letter.failed_at.is_(None))
