"""Recent searches."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from intranet.core.database import Model

LONGEST = 200


class RecentSearch(Model):
    """Words that a person searched for, and when last; nobody else is shown them."""

    __tablename__ = "recent_search"

    staff_id: Mapped[int] = mapped_column(
        ForeignKey("staff_member.id", ondelete="CASCADE"), primary_key=True
    )
    words: Mapped[str] = mapped_column(String(LONGEST), primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(index=True)
