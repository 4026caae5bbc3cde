"""What must be read, and the proof that it was."""

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from intranet.core import chain
from intranet.core.database import Model
from intranet.directives.models import Directive, Version
from intranet.people.models import StaffMember


class Step(enum.Enum):
    """The four states of a receipt, in order and never mixed."""

    DELIVERED = "delivered"
    OPENED = "opened"
    READ_THROUGH = "read_through"
    CONFIRMED = "confirmed"


class Assignment(Model):
    """That a version must be read by its directive's audience (giao đọc)."""

    __tablename__ = "assignment"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"), unique=True)
    directive_id: Mapped[int] = mapped_column(ForeignKey("directive.id"), index=True)
    must_confirm: Mapped[bool] = mapped_column(default=True)
    deadline: Mapped[date | None] = mapped_column(index=True)
    assigned_at: Mapped[datetime]
    assigned_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))

    version: Mapped[Version] = relationship()
    directive: Mapped[Directive] = relationship()


class ReceiptStep(chain.Chained, Model):
    """That one person reached one step with one version (biên nhận); insert-only and chained.

    It names the hash of the original, so it says exactly what was read.
    """

    __tablename__ = "receipt_step"
    __table_args__ = (
        UniqueConstraint("staff_id", "version_id", "step"),
        {"sqlite_autoincrement": True},
    )
    sealed = ("staff_id", "department_id", "version_id", "sha256", "step_name", "at")

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64))
    step: Mapped[Step]
    at: Mapped[datetime]

    staff: Mapped[StaffMember] = relationship()
    version: Mapped[Version] = relationship()

    @property
    def step_name(self) -> str:
        """The step in the writing that the hash covers."""
        return self.step.value


assert isinstance(ReceiptStep.__table__, Table)
chain.guard(ReceiptStep.__table__)


class PageSeen(Model):
    """That a page of a version was really shown to a person long enough to be read."""

    __tablename__ = "page_seen"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"), primary_key=True)
    page: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
