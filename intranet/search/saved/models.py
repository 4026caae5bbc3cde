"""Saved searches and what they have found."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from intranet.core.database import Model
from intranet.people.models import StaffMember


class Alert(enum.Enum):
    """How a person hears of what a saved search newly finds."""

    NONE = "none"
    BELL = "bell"
    MAIL = "mail"


class SavedSearch(Model):
    """A search that a person keeps; address is the query string of its results page.

    The worker asked it last at told_until, of the index in the state `generation` ("": never).
    seen_at is when its owner looked last. The feed's token is kept as its SHA-256 only.
    """

    __tablename__ = "saved_search"
    __table_args__ = (UniqueConstraint("staff_id", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    name: Mapped[str] = mapped_column(String(120))
    address: Mapped[str] = mapped_column(String(1000))
    alert: Mapped[Alert] = mapped_column(default=Alert.BELL)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    told_until: Mapped[datetime]
    generation: Mapped[str] = mapped_column(String(120), default="")
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    token_made_at: Mapped[datetime | None]

    staff: Mapped[StaffMember] = relationship()


class SavedHit(Model):
    """That a saved search has found an entry ("directive:12"): it is never told again."""

    __tablename__ = "saved_hit"

    saved_search_id: Mapped[int] = mapped_column(
        ForeignKey("saved_search.id", ondelete="CASCADE"), primary_key=True
    )
    entry: Mapped[str] = mapped_column(String(40), primary_key=True)
    found_at: Mapped[datetime] = mapped_column(index=True)
