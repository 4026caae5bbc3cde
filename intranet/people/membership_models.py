"""Lists of people under a name that are addressed again and again."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from intranet.core.database import Model


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
