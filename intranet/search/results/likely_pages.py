"""Which pages of a long file are worth a closer look: found by their plain letters alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from intranet.search.results.folded_text import UnmarkedText
from intranet.search.results.matches import MatchTerms, Words, loose

CANDIDATES = 2
CLOSE = 0.9  # of the likeliest page's worth: others are not worth a closer look
MOST_WORDS, MOST_PAIRS, MOST_TYPED = 7, 5, 2
PAIR, EXACT, PHRASE, SYMBOL = 2.0, 0.5, 8.0, 12.0
BREAK = 160  # letters before and after a page break that a running head may take


@dataclass(frozen=True)
class _Sign:
    """Something that speaks for the pages that have it."""

    worth: float
    pages: Sequence[int]


def likely(terms: MatchTerms, pages: Sequence[UnmarkedText]) -> list[int]:
    """At most a handful of page indexes, the likeliest first; what few pages have weighs more."""
    worth = [0.0] * len(pages)
    for sign in _signs(terms, pages):
        each = sign.worth / (1 + len(sign.pages) ** 0.5)
        for number in sign.pages:
            worth[number] += each
    least = CLOSE * max(worth, default=0.0)
    pages_worth = [number for number, points in enumerate(worth) if points and points >= least]
    return sorted(pages_worth, key=lambda number: (-worth[number], number))[:CANDIDATES]


def _signs(terms: MatchTerms, pages: Sequence[UnmarkedText]) -> list[_Sign]:
    every = range(len(pages))
    signs = []
    for key in terms.symbols:
        signs.append(_Sign(SYMBOL, _matching(loose(key), pages)))
    for phrase in terms.phrases:
        signs.append(_Sign(PHRASE, _matching(" +".join(phrase), pages)))
    having: dict[str, set[int]] = {}
    for word in sorted(terms.significant, key=len, reverse=True)[:MOST_WORDS]:
        needle = f" {word} ".encode()
        having[word] = {n for n in every if needle in pages[n].letters}
        signs.append(_Sign(1.0, sorted(having[word])))
    for first, second in _pairs(terms, having):
        needle = f" {first} {second} ".encode()
        both = having[first] & having[second]
        signs.append(_Sign(PAIR, [n for n in sorted(both) if needle in pages[n].letters]))
    for word in terms.typed[:MOST_TYPED]:
        signs.append(_Sign(EXACT, [n for n in every if word in pages[n].text]))
    return signs


def _matching(pattern: str, pages: Sequence[UnmarkedText]) -> list[int]:
    searched = re.compile(f" {pattern} ".encode())
    return [number for number, page in enumerate(pages) if searched.search(page.letters)]


def _pairs(terms: MatchTerms, having: dict[str, set[int]]) -> list[tuple[str, str]]:
    known = [pair for pair in terms.pairs if pair[0] in having and pair[1] in having]
    return sorted(known, key=lambda pair: (-len(pair[0]) - len(pair[1]), pair))[:MOST_PAIRS]


def broken_phrase(terms: MatchTerms, pages: Sequence[UnmarkedText]) -> int:
    """The index of the page onto which a phrase runs that no page has whole; 0 when none does."""
    for phrase in terms.phrases:
        if len(phrase) > 1 and not _matching(" +".join(phrase), pages):
            for number in range(1, len(pages)):
                if parted(phrase, pages[number - 1], pages[number]):
                    return number
    return 0


@dataclass(frozen=True)
class PhraseBreak:
    """A phrase over a page break: `count` words end the first page at `end`, and the second page
    goes on at `start`."""

    count: int
    end: int
    start: int


def parted(phrase: Words, first: UnmarkedText, second: UnmarkedText) -> PhraseBreak | None:
    """Where the phrase breaks over the two pages; None when it does not.

    Page numbers and running heads between may take some lines.
    """
    tail, head = first.letters[-BREAK:], second.letters[:BREAK]
    if f" {phrase[0]} ".encode() not in tail or f" {phrase[-1]} ".encode() not in head:
        return None
    offset = len(first.letters) - len(tail)
    for count in range(len(phrase) - 1, 0, -1):
        before = re.search(f" {' +'.join(phrase[:count])}(?= [0-9 ]*$)".encode(), tail)
        after = re.search(f" {' +'.join(phrase[count:])}(?= )".encode(), head)
        if before and after:
            return PhraseBreak(count, offset + before.end() - 1, after.start())
    return None
