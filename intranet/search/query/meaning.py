"""A query as it was understood: what the engine is asked and what the page says of it."""

import enum
from dataclasses import dataclass

from intranet.search.query.tree import Query


class ChipKind(enum.Enum):
    """One way in which words were taken."""

    UNMARKED = "unmarked"
    PHRASE = "phrase"
    WITHOUT = "without"
    SYMBOL = "symbol"
    EITHER = "either"  # A OR B
    FIELD = "field"  # cap: loai: tu: …; the chip's text is the whole piece, "cap: tỉnh ủy"
    DATE = "date"  # a day, however it is written
    # What follows was not typed: `key` switches it off.
    ABBREVIATION = "abbreviation"  # text is "CĐS = chuyển đổi số"
    SYNONYM = "synonym"  # text is "AI ~ trí tuệ nhân tạo"
    FOLDING = "folding"  # also words that are the same without marks
    TYPING = "typing"  # Telex or VNI that was not converted; text is what it was read as
    SPELLING = "spelling"  # nothing was found as typed; text is what was searched instead
    PREFERENCE = "preference"  # newer directives and those in force come gently before equals


@dataclass(frozen=True)
class Chip:
    """A step of understanding that the page shows.

    `otherwise` is the query without it, for what was typed; `key` switches off what was not.
    """

    step: ChipKind
    text: str
    otherwise: str = ""
    key: str = ""


@dataclass(frozen=True)
class UnderstoodQuery:
    """A query as the engine will be asked.

    `every` finds what carries all that was asked for, `any` also what carries part of it (None
    when there is no looser reading), `own` what bears the named symbols. Hits of `ahead` come
    first, in its order. symbol is the key of the symbol that the whole query is. words and phrases
    are folded, for showing places; asked has each typed word with what finds it. unread narrows
    to what this person has not read; note is a lazy sentence about a query that was broken.
    """

    raw: str
    every: Query | None = None
    any: Query | None = None
    own: Query | None = None
    symbol: str | None = None
    marked: bool = False
    chips: tuple[Chip, ...] = ()
    syl: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    symbols: tuple[str, ...] = ()
    ahead: tuple[Query, ...] = ()
    quoted: bool = False
    unread: bool = False
    note: object = ""
    asked: tuple[tuple[str, Query], ...] = ()
