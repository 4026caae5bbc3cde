"""Words that stand for others, as the Office says and as directives explain."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from intranet.core.database import Model
from intranet.directives.models import Directive
from intranet.search.lexicon.usual_words import PairKeys, WordPair, usual_pairs


class PairRow(Model):
    """Words and what they stand for, each with its folded key."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(String(200))
    words_key: Mapped[str] = mapped_column(String(200))
    other: Mapped[str] = mapped_column(String(200))
    other_key: Mapped[str] = mapped_column(String(200))

    @property
    def pair(self) -> WordPair:
        """The pair without what is known of it."""
        return WordPair(self.words, self.words_key, self.other, self.other_key)


class OfficePair(PairRow):
    """A pair as the Office says; `off` silences it everywhere.

    Not entered: the pair is a usual or a learned one, and the row only switches it off.
    """

    __abstract__ = True

    entered: Mapped[bool] = mapped_column(default=True)
    off: Mapped[bool] = mapped_column(default=False)
    added_at: Mapped[datetime]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))

    @classmethod
    def usual(cls) -> Mapping[PairKeys, WordPair]:
        """The usual pairs of this kind by their keys."""
        return usual_pairs(f"usual_{cls.__tablename__}s.tsv")


class Abbreviation(OfficePair):
    """That a short form stands for words."""

    __tablename__ = "abbreviation"
    __table_args__ = (
        UniqueConstraint("short_key", "long_key"),
        Index("ix_abbreviation_long_key", "long_key"),
    )

    words: Mapped[str] = mapped_column("short", String(40))
    words_key: Mapped[str] = mapped_column("short_key", String(60))
    other: Mapped[str] = mapped_column("long", String(200))
    other_key: Mapped[str] = mapped_column("long_key", String(200))


class Synonym(OfficePair):
    """That two expressions mean the same to who searches."""

    __tablename__ = "synonym"
    __table_args__ = (
        UniqueConstraint("words_key", "other_key"),
        Index("ix_synonym_other_key", "other_key"),
    )


class LearnedAbbreviation(PairRow):
    """That a directive explains a short form; it counts only for those who may see the directive.

    The directive is never unknown: what is learned from a directive goes when the directive goes.
    """

    __tablename__ = "learned_abbreviation"
    __table_args__ = (
        UniqueConstraint("directive_id", "short_key", "long_key"),
        Index("ix_learned_abbreviation_short_key", "short_key"),
        Index("ix_learned_abbreviation_long_key", "long_key"),
    )

    directive_id: Mapped[int] = mapped_column(ForeignKey("directive.id"))
    words: Mapped[str] = mapped_column("short", String(40))
    words_key: Mapped[str] = mapped_column("short_key", String(60))
    other: Mapped[str] = mapped_column("long", String(200))
    other_key: Mapped[str] = mapped_column("long_key", String(200))

    directive: Mapped[Directive] = relationship()


class LearnedFrom(Model):
    """Since when what a directive explains is known; older than its last change: learn again."""

    __tablename__ = "learned_from"

    directive_id: Mapped[int] = mapped_column(ForeignKey("directive.id"), primary_key=True)
    learned_at: Mapped[datetime]
