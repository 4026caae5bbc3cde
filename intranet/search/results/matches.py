"""Where the words, phrases and symbols of an understood query stand in a text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain, islice, pairwise

from intranet.language.text.normalization import WORD, has_marks
from intranet.search.analysis import composed, forms_of
from intranet.search.query.meaning import UnderstoodQuery
from intranet.search.results.folded_text import UnmarkedText

# Words that join others: shown only between words that are shown.
JOINERS = (
    "va cua cac cho la duoc trong theo tai ve voi den tu co khong nhung mot nay do thi ma o bi de"
    " khi hay hoac"
)
JOINING = frozenset(JOINERS.split())
NOTHING = "(?!)"
MOST_GROWN = 40  # words that a beginning is looked for as
Words = tuple[str, ...]


@dataclass(frozen=True)
class MatchTerms:
    """What of a query is looked for; all of it folded.

    spelled has, for words that were typed with their marks, the spellings (as analysis knows
    them) that are meant, typed the same words as they were typed; pairs are neighbours in the
    query. beginnings may go on: `grown` makes words of them.
    """

    words: Words = ()
    phrases: tuple[Words, ...] = ()
    symbols: Words = ()
    spelled: Mapping[str, frozenset[str]] = field(default_factory=dict)
    typed: Words = ()
    pairs: frozenset[tuple[str, str]] = frozenset()
    beginnings: Words = ()

    @property
    def significant(self) -> Words:
        """The words that say something, or all when none does."""
        return tuple(word for word in self.words if word not in JOINING) or self.words


@dataclass(frozen=True)
class TextMatch:
    """One word, phrase or symbol of the query at text[start:end].

    word is what stands there, folded; is_meant is False for another word of the same letters:
    "đường" was typed with its marks, and here stands "dương".
    """

    start: int
    end: int
    word: str
    kind: str = "word"
    is_meant: bool = True


def match_terms(query: UnderstoodQuery) -> MatchTerms:
    """What of this query can be looked for in a text."""
    typed = query.text.tokens
    spelled: dict[str, frozenset[str]] = {}
    for spelling, bare in zip(typed.syl, typed.fold, strict=True):
        if query.marked and spelling in query.syl:
            spelled[bare] = spelled.get(bare, frozenset()) | {spelling}
    on_end = (query.words, typed.fold, *query.phrases)
    return MatchTerms(
        _plain(query.words),
        tuple(phrase for phrase in query.phrases if phrase and _plain(phrase) == phrase),
        _plain(query.symbols),
        spelled,
        _typed(query.text.raw) if spelled else (),
        frozenset(chain.from_iterable(map(pairwise, on_end))),
        _plain(query.beginnings),
    )


def grown(terms: MatchTerms, pages: Sequence[UnmarkedText]) -> MatchTerms:
    """The terms with the words of these pages that begin as some of them do."""
    if not terms.beginnings:
        return terms
    pattern = re.compile(f" (?:{'|'.join(terms.beginnings)})[a-z0-9]*(?= )".encode())
    there = (match[0][1:].decode() for page in pages for match in pattern.finditer(page.letters))
    words = dict.fromkeys((*terms.words, *islice(dict.fromkeys(there), MOST_GROWN)))
    return replace(terms, words=tuple(words), beginnings=())


def _typed(raw: str) -> Words:
    words = map(str.lower, WORD.findall(composed(raw)))
    return tuple(dict.fromkeys(word for word in words if has_marks(word)))


def _plain(words: Words) -> Words:
    return tuple(word for word in words if word.isascii() and word.isalnum())


def matches_in(terms: MatchTerms, page: UnmarkedText) -> list[TextMatch]:
    """All places on the page in reading order; none overlaps another."""
    matches = []
    for match in _pattern(terms.words, terms.phrases, terms.symbols).finditer(page.letters):
        start, end, kind = match.start(), match.end() - 1, match.lastgroup or "word"
        word = b" ".join(match[0].split()).decode()
        meant = terms.spelled.get(word) if kind == "word" else None
        is_meant = meant is None or forms_of(page.text[start:end])[0] in meant
        matches.append(TextMatch(start, end, word, kind, is_meant))
    return matches


@lru_cache(maxsize=256)
def _pattern(words: Words, phrases: tuple[Words, ...], symbols: Words) -> re.Pattern[bytes]:
    ways = {
        "symbol": [loose(key) for key in symbols],
        "phrase": [" +".join(phrase) for phrase in sorted(phrases, key=len, reverse=True)],
        "word": sorted(words, key=len, reverse=True),
    }
    groups = [f"(?P<{name}>{'|'.join(several)})" for name, several in ways.items() if several]
    return re.compile(f" (?:{'|'.join(groups) or NOTHING})(?= )".encode())


def loose(key: str) -> str:
    """A pattern for a symbol however it is parted, over line ends too."""
    return " *".join(key)


def meant_only(pages: Sequence[Sequence[TextMatch]]) -> list[list[TextMatch]]:
    """The matches of some pages without other words of the same letters.

    A word that nowhere stands as it was typed keeps them: they are why the text was found.
    """
    sure = {match.word for page in pages for match in page if match.is_meant}
    return [[match for match in page if match.is_meant or match.word not in sure] for page in pages]
