"""What is derived from memberships and receipts so that counting is quick; never a proof.

The tables keep their first names: stretch, unit_tally, whole_tally.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from intranet.core.database import Model
from intranet.reading.models import ReceiptMethod

OPEN = text("done_on IS NULL")
UNDELIVERED = text("delivered_on IS NULL")


class ReadingPeriod(Model):
    """A time in which a person was expected, in one unit, to read an assignment.

    From `since` up to, not including, `until`; a move or the begin of an excuse begins a new one.
    Every period of a person has the same days of steps: a step counts wherever it was made.
    """

    __tablename__ = "stretch"
    __table_args__ = (
        UniqueConstraint("assignment_id", "staff_id", "since"),
        Index("ix_stretch_unit", "assignment_id", "department_id", "done_on"),
        Index("ix_stretch_staff", "staff_id", "done_on"),
        Index("ix_stretch_late", "deadline", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_stretch_late_unit", "department_id", "deadline", sqlite_where=OPEN,
              postgresql_where=OPEN),
        Index("ix_stretch_undelivered", "assignment_id", sqlite_where=UNDELIVERED,
              postgresql_where=UNDELIVERED),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    since: Mapped[date]
    until: Mapped[date | None]
    excused: Mapped[bool]
    deadline: Mapped[date | None]
    delivered_on: Mapped[date | None]
    opened_on: Mapped[date | None]
    read_on: Mapped[date | None]
    confirmed_on: Mapped[date | None]
    done_on: Mapped[date | None]
    done_at: Mapped[datetime | None]
    done_way: Mapped[ReceiptMethod | None]


class CountColumns:
    """How many of those expected today reached what; missing = expected - excused - done."""

    expected: Mapped[int] = mapped_column(default=0)
    excused: Mapped[int] = mapped_column(default=0)
    delivered: Mapped[int] = mapped_column(default=0)
    opened: Mapped[int] = mapped_column(default=0)
    read: Mapped[int] = mapped_column(default=0)
    confirmed: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    in_time: Mapped[int] = mapped_column(default=0)


class UnitCoverageCount(CountColumns, Model):
    """One assignment in one unit today."""

    __tablename__ = "unit_tally"
    __table_args__ = (Index("ix_unit_tally_department", "department_id", "assignment_id"),)

    assignment_id: Mapped[int] = mapped_column(
        ForeignKey("assignment.id", ondelete="CASCADE"), primary_key=True
    )
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), primary_key=True)


class TotalCoverageCount(CountColumns, Model):
    """One assignment in the whole agency today; `as_of` is the day that was counted."""

    __tablename__ = "whole_tally"

    assignment_id: Mapped[int] = mapped_column(
        ForeignKey("assignment.id", ondelete="CASCADE"), primary_key=True
    )
    as_of: Mapped[date]
