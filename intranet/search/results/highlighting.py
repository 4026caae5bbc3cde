"""All places of one file that a query marks: on each page the runs of words, on scans boxes too.

Neighbours of the query that stand together are one place. A word that stands in such places is
not marked on its own elsewhere: "số" of "chuyển đổi số" is on every page.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Any

from intranet.language.text.normalization import WORD
from intranet.search.analysis import composed, forms_of
from intranet.search.results.folded_text import UnmarkedText, plain
from intranet.search.results.likely_pages import parted
from intranet.search.results.matches import (
    JOINING,
    MatchTerms,
    TextMatch,
    Words,
    grown,
    matches_in,
    meant_only,
)

GAP = 8  # letters between two words of one place: a line end, a comma, a dash
MOST_ENDINGS = 40
Box = tuple[float, float, float, float]
"""x, y, width and height in fractions of the page."""


@dataclass(frozen=True)
class PageText:
    """A page as it was read; words are what recognition saw (`FilePage.words`), if it looked."""

    number: int
    text: str
    words: Sequence[Sequence[Any]] = ()


@dataclass(frozen=True)
class HighlightRun:
    """Words on end at text[start:end]."""

    start: int
    end: int
    words: Words


@dataclass(frozen=True)
class PageHighlights:
    """What is marked on one page: the runs of folded words, how often, on scans in which boxes.

    head is the rest of a phrase that began on the page before, tail the beginning of one that
    runs on over the page end; each is marked once and counts. boxes is None for a page whose
    letters the browser has itself; a place that runs over a line end has several.
    """

    page: int
    count: int
    runs: tuple[Words, ...]
    boxes: tuple[tuple[Box, ...], ...] | None = None
    head: Words = ()
    tail: Words = ()


@dataclass(frozen=True)
class Highlights:
    """The pages with anything marked; spelled keeps a folded word to these spellings.

    best is the place to terms at first, the one with the most words: page number and which of
    the places on it, from 0. lacking counts the words that stand nowhere in the file.
    """

    pages: tuple[PageHighlights, ...] = ()
    spelled: Mapping[str, Words] = field(default_factory=dict)
    best: tuple[int, int] | None = None
    lacking: int = 0

    @property
    def total(self) -> int:
        """How many places there are."""
        return sum(page.count for page in self.pages)


def pages_with(terms: MatchTerms, pages: Iterable[PageText]) -> set[int]:
    """The numbers of the pages that have anything of what is looked for."""
    read = {page.number: plain(page.text) for page in pages}
    terms = grown(terms, list(read.values()))
    return {number for number, page in read.items() if matches_in(terms, page)}


def highlights(
    terms: MatchTerms, pages: Sequence[PageText], landing: int | None = None
) -> Highlights:
    """What to mark in a file; the page `landing` gets marks for single words if need be."""
    read = [plain(page.text) for page in pages]
    seen = [plain(_text_of(page.words)) for page in pages]
    terms = grown(terms, [*read, *seen])
    matches = meant_only([matches_in(terms, page) for page in (*read, *seen)])
    chains = [_chains(terms, *both) for both in zip((*read, *seen), matches, strict=True)]
    covered = {word for page in chains for run in page if len(run.words) > 1 for word in run.words}
    telling_runs = [[run for run in page if _says_enough(terms, run, covered)] for page in chains]
    breaks = _breaks(terms, pages, read)
    done, worth = [], []
    for number, page in enumerate(pages):
        mine, boxed = telling_runs[number], telling_runs[number + len(pages)]
        if page.number == landing and not mine and not boxed:
            mine, boxed = (
                [run for run in runs if set(run.words) & set(terms.significant)]
                for runs in (chains[number], chains[number + len(pages)])
            )
        head, tail = breaks.get((page.number, 0), ()), breaks.get((page.number, 1), ())
        places = _places(page.words, boxed) if page.words else None
        count = len(mine if places is None else places) + bool(head) + bool(tail)
        if count or mine:
            words = tuple(dict.fromkeys(run.words for run in (*mine, *boxed)))
            done.append(PageHighlights(page.number, count, words, places, head, tail))
            in_order = (head, *(run.words for run in (boxed if page.words else mine)), tail)
            filled = enumerate(filter(None, in_order))
            worth += [(len(place), -page.number, -n) for n, place in filled]
    here = [place for place in worth if -place[1] == landing] or worth
    best = (-max(here)[1], -max(here)[2]) if here else None
    words_there = {word for page in chains for run in page for word in run.words}
    lacking = len({*terms.significant} - words_there)
    return Highlights(tuple(done), _spellings(terms, read + seen, matches), best, lacking)


def _chains(
    terms: MatchTerms, page: UnmarkedText, matches: Sequence[TextMatch]
) -> list[HighlightRun]:
    """The matches as runs: neighbours of the query that stand together are one."""
    done: list[HighlightRun] = []
    for before, match in zip((None, *matches), matches, strict=False):
        words = tuple(page.letters[match.start : match.end + 1].decode().split())
        if before and _go_together(terms, page, before, match):
            done[-1] = HighlightRun(done[-1].start, match.end, done[-1].words + words)
        else:
            done.append(HighlightRun(match.start, match.end, words))
    return done


def _go_together(
    terms: MatchTerms, page: UnmarkedText, first: TextMatch, second: TextMatch
) -> bool:
    if "symbol" in (first.kind, second.kind) or second.start - first.end > GAP:
        return False
    is_beside = not page.letters[first.end + 1 : second.start + 1].strip()
    return is_beside and (first.word.split()[-1], second.word.split()[0]) in terms.pairs


def _says_enough(terms: MatchTerms, run: HighlightRun, covered: set[str]) -> bool:
    if run.words in terms.phrases or "".join(run.words) in terms.symbols:
        return True
    telling = {word for word in run.words if word in terms.significant or word not in JOINING}
    if len(run.words) == 1:
        return bool(telling) and run.words[0] not in covered
    return len(telling) >= min(2, len(terms.significant))


def _breaks(
    terms: MatchTerms, pages: Sequence[PageText], read: Sequence[UnmarkedText]
) -> dict[tuple[int, int], Words]:
    """By page and end (0 the head, 1 the tail) the part of a phrase that a page break parts."""
    parts: dict[tuple[int, int], Words] = {}
    for phrase in terms.phrases:
        for n in range(1, len(pages)):
            on_end = pages[n].number == pages[n - 1].number + 1
            if on_end and (gap := parted(phrase, read[n - 1], read[n])):
                parts[pages[n - 1].number, 1] = phrase[: gap[0]]
                parts[pages[n].number, 0] = phrase[gap[0] :]
    return parts


def _spellings(
    terms: MatchTerms, read: Sequence[UnmarkedText], matches: Sequence[Sequence[TextMatch]]
) -> dict[str, Words]:
    spelled: dict[str, set[str]] = {}
    for page, here in zip(read, matches, strict=True):
        for match in here:
            if match.word in terms.spelled and match.is_meant:
                spelling = page.text[match.start : match.end].lower()
                spelled.setdefault(match.word, set()).add(spelling)
    return {word: tuple(sorted(ways)) for word, ways in spelled.items()}


def _text_of(words: Sequence[Sequence[Any]]) -> str:
    return " ".join(composed(str(word[0])) for word in words)


def _places(
    words: Sequence[Sequence[Any]], runs: Sequence[HighlightRun]
) -> tuple[tuple[Box, ...], ...]:
    """The boxes of each run on the page: one for each line that it stands on."""
    ends = list(accumulate(len(composed(str(word[0]))) + 1 for word in words))
    places = []
    for run in runs:
        lines: dict[int, list[Sequence[Any]]] = {}
        for word, begin, end in zip(words, (0, *ends), ends, strict=False):
            if end - 1 > run.start and begin < run.end:
                lines.setdefault(word[6], []).append(word)
        places.append(tuple(map(_around, lines.values())))
    return tuple(filter(None, places))


def _around(words: Sequence[Sequence[Any]]) -> Box:
    left, top = min(word[1] for word in words), min(word[2] for word in words)
    right, bottom = max(word[3] for word in words), max(word[4] for word in words)
    return round(left, 4), round(top, 4), round(right - left, 4), round(bottom - top, 4)


def with_endings(terms: MatchTerms, raw: str, pages: Iterable[PageText]) -> MatchTerms:
    """What is looked for while somebody types: the last word may go on ("chuyển đ")."""
    last = WORD.findall(composed(raw))[-1:]
    if not last or not raw.endswith(last[0]):
        return terms
    typed, bare = last[0].lower(), forms_of(last[0])[1]
    if not bare.isascii() or (terms.words and bare not in terms.words):
        return terms
    endings = _beginning(bare, typed, pages)
    before = {first for first, second in terms.pairs if second == bare}
    if before:  # alone, everything that begins so would be marked
        together = {(first, word) for first in before for word in endings if word != bare}
        return replace(terms, phrases=(*terms.phrases, *sorted(together)))
    spelled = dict(terms.spelled)
    if bare in spelled:
        spelled |= {word: spelled.get(word, frozenset()) | ways for word, ways in endings.items()}
    words = tuple(dict.fromkeys((*terms.words, *endings)))
    return replace(terms, words=words, spelled=spelled)


def _beginning(bare: str, typed: str, pages: Iterable[PageText]) -> dict[str, frozenset[str]]:
    """The words of the pages that begin so: folded, with the spellings that begin as typed."""
    pattern = re.compile(f" {bare}[a-z0-9]*(?= )".encode())
    endings: dict[str, frozenset[str]] = {}
    for page in (plain(page.text) for page in pages):
        for match in pattern.finditer(page.letters):
            word = match[0][1:].decode()
            if len(endings) >= MOST_ENDINGS and word not in endings:
                continue
            spelling = page.text[match.start() : match.end() - 1].lower()
            ways = {forms_of(spelling)[0]} if spelling.startswith(typed) else set()
            endings[word] = endings.get(word, frozenset()) | ways
    return endings
