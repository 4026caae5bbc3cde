"""What search keeps beside its index: words that stand for others, saved searches, counts."""

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from intranet.core.database import Model
from intranet.directives.models import Directive
from intranet.people.models import StaffMember


class Abbreviation(Model):
    """That a short form stands for words, as the Office says; `off` silences the pair everywhere.

    Not entered: the pair is a usual or a learned one, and the row only switches it off.
    """

    __tablename__ = "abbreviation"
    __table_args__ = (
        UniqueConstraint("short_key", "long_key"),
        Index("ix_abbreviation_long_key", "long_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    short: Mapped[str] = mapped_column(String(40))
    short_key: Mapped[str] = mapped_column(String(60))
    long: Mapped[str] = mapped_column(String(200))
    long_key: Mapped[str] = mapped_column(String(200))
    entered: Mapped[bool] = mapped_column(default=True)
    off: Mapped[bool] = mapped_column(default=False)
    added_at: Mapped[datetime]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))


class LearnedAbbreviation(Model):
    """That a directive explains a short form; it counts only for those who may see the directive.

    The directive is never unknown: what is learned from a paper goes when the paper goes.
    """

    __tablename__ = "learned_abbreviation"
    __table_args__ = (
        UniqueConstraint("directive_id", "short_key", "long_key"),
        Index("ix_learned_abbreviation_short_key", "short_key"),
        Index("ix_learned_abbreviation_long_key", "long_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    directive_id: Mapped[int] = mapped_column(ForeignKey("directive.id"))
    short: Mapped[str] = mapped_column(String(40))
    short_key: Mapped[str] = mapped_column(String(60))
    long: Mapped[str] = mapped_column(String(200))
    long_key: Mapped[str] = mapped_column(String(200))

    directive: Mapped[Directive] = relationship()


class LearnedFrom(Model):
    """Since when what a directive explains is known; older than its last change: learn again."""

    __tablename__ = "learned_from"

    directive_id: Mapped[int] = mapped_column(ForeignKey("directive.id"), primary_key=True)
    learned_at: Mapped[datetime]


class Synonym(Model):
    """That two expressions mean the same to who searches; entered and off as for abbreviations."""

    __tablename__ = "synonym"
    __table_args__ = (
        UniqueConstraint("words_key", "other_key"),
        Index("ix_synonym_other_key", "other_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(String(200))
    words_key: Mapped[str] = mapped_column(String(200))
    other: Mapped[str] = mapped_column(String(200))
    other_key: Mapped[str] = mapped_column(String(200))
    entered: Mapped[bool] = mapped_column(default=True)
    off: Mapped[bool] = mapped_column(default=False)
    added_at: Mapped[datetime]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))


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


class AskedDay(Model):
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


class PaceDay(Model):
    """How many searches of a day took at most so many milliseconds, by engine."""

    __tablename__ = "pace_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    engine: Mapped[str] = mapped_column(String(20), primary_key=True)
    at_most_ms: Mapped[int] = mapped_column(primary_key=True)
    times: Mapped[int] = mapped_column(default=0)
