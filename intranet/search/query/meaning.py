"""A query as it was understood: what the engine is asked and what the page says of it."""

import enum
from dataclasses import dataclass

from intranet.search.lexicon.meanings import EMPTY, Lexicon
from intranet.search.query.tree import Query
from intranet.search.query_text import QueryText

# Keys of chips that switch off a whole way of reading.
TYPING, SPELLING, FOLDING, PREFERENCE = "typing", "spelling", "folding", "preference"
NOTHING_OFF: frozenset[str] = frozenset()


class ChipKind(enum.Enum):
    """One way in which words were taken."""

    UNMARKED = "unmarked"
    PHRASE = "phrase"
    BEGINNING = "beginning"  # thanh*
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
    """One way in which words were taken, as the page shows it.

    `otherwise` is the query without it, for what was typed; `key` switches off what was not.
    """

    kind: ChipKind
    text: str
    otherwise: str = ""
    key: str = ""


@dataclass(frozen=True)
class UnderstoodQuery:
    """A query as the engine will be asked.

    lexicon and off are those it was understood with. `every` finds what carries all that was asked
    for, `any` also what carries part of it (None when there is no looser reading). Hits of `ahead`
    come first, in its order; names_directive says that a directive is named. words and phrases are
    folded, for showing places, as are beginnings, which may go on; word_queries has each typed word
    with what finds it. unread narrows to what this person has not read; note is a lazy sentence
    about a query that was broken.
    """

    text: QueryText
    lexicon: Lexicon = EMPTY
    off: frozenset[str] = NOTHING_OFF
    every: Query | None = None
    any: Query | None = None
    names_directive: bool = False
    marked: bool = False
    chips: tuple[Chip, ...] = ()
    syl: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    symbols: tuple[str, ...] = ()
    ahead: tuple[Query, ...] = ()
    beginnings: tuple[str, ...] = ()
    quoted: bool = False
    unread: bool = False
    note: object = ""
    word_queries: tuple[tuple[str, Query], ...] = ()
