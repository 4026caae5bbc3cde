"""Long absences, saved groups of people, and days off."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
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


class StaffGroup(Model):
    """A saved group (nhóm người nhận), as in "Ban chỉ đạo chuyển đổi số"."""

    __tablename__ = "staff_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    made_at: Mapped[datetime]


class GroupMember(Model):
    """That a person belongs to a group from `since` up to, not including, `until`."""

    __tablename__ = "group_member"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= since", name="in_order"),
        Index("ix_group_member_group", "group_id", "staff_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("staff_group.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    since: Mapped[date]
    until: Mapped[date | None]


class Holiday(Model):
    """A day off (ngày nghỉ lễ); with `worked` a weekend day worked instead (ngày làm bù)."""

    __tablename__ = "holiday"

    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    worked: Mapped[bool] = mapped_column(default=False)
