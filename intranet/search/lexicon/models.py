"""Words that stand for others, as the Office says and as directives explain."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from intranet.core.database import Model
from intranet.directives.models import Directive


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
