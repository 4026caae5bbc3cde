"""Who was reminded of what, when and by whom (nhắc đọc). A reminder proves nothing."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from intranet.core.database import Model
from intranet.reading.reminders.schedule import ReminderKind


class Reminder(Model):
    """One person reminded of one assignment on one day; `by_id` is None for the worker."""

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("assignment_id", "staff_id", "day"),
        Index("ix_reminder_day", "day", "staff_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    kind: Mapped[ReminderKind]
    day: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
