"""The spool of letters, and what is known of the mail server."""

from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, and_, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from intranet.core.database import Model
from intranet.people.models import StaffMember

WAITING = text("sent_at IS NULL AND failed_at IS NULL")


class Letter(Model):
    """One letter to one person; written with what it tells, sent by the worker.

    It goes out after not_before and next_at. failed_at: the server will never take it.
    """

    __tablename__ = "letter"
    __table_args__ = (
        Index("ix_letter_waiting", "next_at", postgresql_where=WAITING, sqlite_where=WAITING),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
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

    staff: Mapped[StaffMember] = relationship()


class MailServer(Model):
    """The one row about the mail server: who talks to it now, and since when it fails."""

    __tablename__ = "mail_server"

    id: Mapped[int] = mapped_column(primary_key=True)
    busy_until: Mapped[datetime | None]
    failing_since: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(Text, default="")


def is_waiting() -> ColumnElement[bool]:
    """SQL: the letter has neither gone out nor been refused for good."""
    return and_(Letter.sent_at.is_(None), Letter.failed_at.is_(None))
