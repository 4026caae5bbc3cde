"""When people are away for long."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from intranet.core.database import Model
from intranet.people.models import StaffMember


class AbsenceKind(enum.Enum):
    """Why somebody is away for long."""

    MATERNITY = "maternity"
    SICKNESS = "sickness"
    UNPAID = "unpaid"
    STUDY = "study"
    SECONDMENT = "secondment"
    OTHER = "other"


class Absence(Model):
    """A long leave or secondment (nghỉ dài, biệt phái) from `since` up to, not including, `until`.

    It excuses from reading meanwhile. Taken back it is kept, and counts for nothing.
    """

    __tablename__ = "absence"
    __table_args__ = (CheckConstraint("until IS NULL OR until > since", name="in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    since: Mapped[date]
    until: Mapped[date | None]
    kind: Mapped[AbsenceKind]
    reason: Mapped[str] = mapped_column(Text, default="")
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    entered_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    staff: Mapped[StaffMember] = relationship(foreign_keys=staff_id)
