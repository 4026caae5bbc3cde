"""What the portal tells a person, and how that person wants to be told."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from intranet.core.database import Model

UNREAD = text("read_at IS NULL")
TO_MAIL = text("read_at IS NULL AND mailed_at IS NULL")


class Notice(Model):
    """One thing told to one person (thông báo); the same key is told a person once.

    words is a Vietnamese sentence with named gaps; gaps, endpoint and place fill it and lead on.
    What is not to be mailed counts as mailed from the start.
    """

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("staff_id", "key"),
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
