"""Counts of what was asked and of how fast it was answered, by day."""

from datetime import date

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from intranet.core.database import Model


class QueryLogDay(Model):
    """How often words were asked on a day, and what came of it; never by whom."""

    __tablename__ = "asked_day"
    __table_args__ = (UniqueConstraint("day", "words"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(index=True)
    words: Mapped[str] = mapped_column(String(200))
    times: Mapped[int] = mapped_column(default=0)
    empty: Mapped[int] = mapped_column(default=0)
    opened: Mapped[int] = mapped_column(default=0)
    rank_sum: Mapped[int] = mapped_column(default=0)


class LatencyDay(Model):
    """How many searches of a day took at most so many milliseconds, by engine."""

    __tablename__ = "pace_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    engine: Mapped[str] = mapped_column(String(20), primary_key=True)
    at_most_ms: Mapped[int] = mapped_column(primary_key=True)
    times: Mapped[int] = mapped_column(default=0)
