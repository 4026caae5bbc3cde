"""Sessions, wrong passwords that are answered by waiting, and refused accesses until noted."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from intranet.core.clock import now
from intranet.core.database import Model
from intranet.people.models import StaffMember


class StaffSession(Model):
    """One browser in which a person is signed in (phiên làm việc); without its row it is over."""

    __tablename__ = "staff_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    address: Mapped[str] = mapped_column(String(64), default="")
    browser: Mapped[str] = mapped_column(String(32), default="")

    staff: Mapped[StaffMember] = relationship()


class SignInWait(Model):
    """Wrong passwords in a row for one name from one place, and until when it has to wait.

    The name is kept as a keyed hash: what people type there may be a password.
    """

    __tablename__ = "sign_in_wait"
    __table_args__ = (UniqueConstraint("name_key", "source"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name_key: Mapped[str] = mapped_column(String(64))
    source: Mapped[str] = mapped_column(String(80))
    failures: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime] = mapped_column(index=True)
    wait_until: Mapped[datetime | None]

    @property
    def is_waiting(self) -> bool:
        """Whether no attempt counts just now."""
        return self.wait_until is not None and self.wait_until > now()


class RefusedAccess(Model):
    """How often one rule refused one person, or one address, in one quarter of an hour."""

    __tablename__ = "refused_access"
    __table_args__ = (UniqueConstraint("who", "rule", "quarter"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    who: Mapped[str] = mapped_column(String(80))
    staff_id: Mapped[int | None]
    rule: Mapped[str] = mapped_column(String(80))
    quarter: Mapped[datetime] = mapped_column(index=True)
    times: Mapped[int]
    address: Mapped[str] = mapped_column(String(64))
