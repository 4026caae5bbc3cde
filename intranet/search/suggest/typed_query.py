"""What a suggestion is, and what stands in the search box while somebody types."""

import enum
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from intranet.language.text.normalization import WORD, canonical
from intranet.search.analysis import analyse
from intranet.search.engines.port import Engine
from intranet.search.fields import Field
from intranet.search.query.parsing import parse
from intranet.search.query.references import flat
from intranet.search.query.request import SearchRequest, Sort
from intranet.search.query.tree import And, Not, Query, Term
from intranet.search.query_text import query_text

LONGEST = 200  # signs of what is typed that are looked at
LOOKED_AT = 40  # entries that suggestions are chosen from


class SuggestionGroup(enum.Enum):
    """What a suggestion is, in the order of the list."""

    RECENT = "recent"
    PAGE = "page"
    PERSON = "person"
    SYMBOL = "symbol"
    TITLE = "title"
    PHRASE = "phrase"
    CONDITION = "condition"
    SAVED = "saved"


@lru_cache(maxsize=20_000)
def words_of(text: str) -> tuple[re.Match[str], ...]:
    """The folded words of a composed text, each with its place there.

    They are remembered: the same titles come with every letter that is typed.
    """
    return tuple(WORD.finditer(flat(text)))


def plain_words(text: str) -> list[str]:
    """The folded words of a composed text alone."""
    return [word[0] for word in words_of(text)]


def all_begin_a_word(words: Sequence[str], text: str) -> bool:
    """Whether each of the folded words begins a word of the text."""
    there = plain_words(text)
    return all(any(each.startswith(word) for each in there) for word in words)


@dataclass(frozen=True)
class EntryTitle:
    """An entry as suggestions need it, and where it opens; kind is shown where it has no symbol."""

    title: str
    symbol: str = ""
    signer: str = ""
    kind: str = ""
    url: str = ""


Titles = Callable[[Sequence[str]], Mapping[str, EntryTitle]]
"""By id those of some entries that the person may see: the database is asked once more."""


@dataclass(frozen=True)
class VisibleIndex:
    """An index as far as one person may see into it."""

    engine: Engine
    audience: frozenset[str] | None
    titles: Titles

    def titled(self, *queries: Query, ahead: tuple[Query, ...] = ()) -> Mapping[str, EntryTitle]:
        """The titles by id of a few entries that all the queries find, newest first."""
        request = SearchRequest(
            And(queries), self.audience, ahead=ahead, sort=Sort.NEWEST, limit=LOOKED_AT, facets=()
        )
        return self.titles([hit.id for hit in self.engine.search(request).hits])


@dataclass(frozen=True)
class SearchSuggestion:
    """One line of the list.

    Chosen, it opens `url` or puts `query` into the box; then the search starts, unless it
    goes_on: then more is to be typed. count says how many entries have it (0: not counted),
    marks which half-open spans of text were typed.
    """

    group: SuggestionGroup
    text: str
    detail: object = ""
    query: str = ""
    url: str = ""
    goes_on: bool = False
    count: int = 0
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class TypedQuery:
    """What stands in the box: folded words, whether the last may go on, what narrows them.

    tail is the run of plain words at the end, before what stands in front of it; quoted says that
    a quotation mark was opened before the tail and not closed.
    """

    text: str
    words: tuple[str, ...] = ()
    is_open: bool = True
    bounds: tuple[Query, ...] = ()
    before: str = ""
    tail: str = ""
    quoted: bool = False

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where the composed text has what was typed: on end, or else each of the words."""
        there = words_of(text)
        count = len(self.words)
        for first in range(len(there) - count + 1) if count else ():
            run = there[first : first + count]
            if all(map(self._fits, range(count), run)):
                return tuple(self._span(place, word) for place, word in enumerate(run))
        fitting = ([n for n in range(count) if self._fits(n, word)] for word in there)
        return tuple(self._span(n[0], word) for n, word in zip(fitting, there, strict=True) if n)

    def _fits(self, place: int, word: re.Match[str]) -> bool:
        """Whether the word of a text is the typed one at this place, or goes on from it."""
        typed = self.words[place]
        goes_on = self.is_open and place == len(self.words) - 1
        return word[0].startswith(typed) if goes_on else word[0] == typed

    def _span(self, place: int, word: re.Match[str]) -> tuple[int, int]:
        return word.start(), word.start() + len(self.words[place])

    def is_all_in(self, text: str) -> bool:
        """Whether the text has every typed word."""
        there = words_of(text)
        return all(any(self._fits(n, word) for word in there) for n in range(len(self.words)))


def typed(raw: str) -> TypedQuery:
    """What was typed, ready to be continued."""
    query = query_text(canonical(raw[:LONGEST]).lstrip())
    raw, parsed = query.canonical, parse(query)
    text = parsed.text
    last = parsed.all_parts[-1] if parsed.all_parts else None
    is_last = last is not None and not last.is_phrase and not text[last.end :].strip()
    start = last.start if last and is_last else len(text)
    # A mark without its pair was taken for a blank of the run.
    opened = raw.rfind('"') if raw.count('"') % 2 and is_last else -1
    return TypedQuery(
        text,
        tuple(word for piece in parsed.all_parts for word in analyse(piece.text).fold),
        is_last and not text.endswith(" "),
        (
            *(part.condition.query for part in parsed.conditions
              if part.condition and part.condition.query),
            *(Not(Term(Field.FOLD, word)) for piece in parsed.without if not piece.condition
              for word in analyse(piece.text).fold[:1] if not piece.is_phrase),
        ),
        text[: opened if opened >= 0 else start],
        text[max(start, opened + 1) :],
        opened >= 0,
    )  # fmt: skip
