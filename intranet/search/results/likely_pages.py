"""Which pages of a long file are worth a closer look: found by their plain letters alone."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import product

from intranet.search.results.folded_text import UnmarkedText
from intranet.search.results.matches import MatchTerms, Words, loose

CANDIDATES = 2
CLOSE = 0.9  # of the likeliest page's worth: others are not worth a closer look
MOST_WORDS, MOST_PAIRS, MOST_TYPED = 7, 5, 2
PAIR, EXACT, PHRASE, SYMBOL = 2.0, 0.5, 8.0, 12.0
BREAK = 160  # letters before and after a page break that a running head may take


def likely(terms: MatchTerms, pages: Sequence[UnmarkedText]) -> list[int]:
    """At most a handful of page indexes, the likeliest first; what few pages have weighs more."""
    worth = [0.0] * len(pages)
    for points, having in _signs(terms, pages):
        each = points / (1 + len(having) ** 0.5)
        for number in having:
            worth[number] += each
    least = CLOSE * max(worth, default=0.0)
    pages_worth = [number for number, points in enumerate(worth) if points and points >= least]
    return sorted(pages_worth, key=lambda number: (-worth[number], number))[:CANDIDATES]


def _signs(
    terms: MatchTerms, pages: Sequence[UnmarkedText]
) -> Iterator[tuple[float, Collection[int]]]:
    """What speaks for some pages, and for which."""
    for key in terms.symbols:
        yield SYMBOL, _matching(loose(key), pages)
    for phrase in terms.phrases:
        yield PHRASE, _matching(" +".join(phrase), pages)
    having: dict[str, set[int]] = {}
    for word in sorted(terms.significant, key=len, reverse=True)[:MOST_WORDS]:
        having[word] = _with(word, pages, range(len(pages)))
        yield 1.0, having[word]
    for first, second in _pairs(terms, having):
        yield PAIR, _with(f"{first} {second}", pages, having[first] & having[second])
    for word in terms.typed[:MOST_TYPED]:
        yield EXACT, [number for number, page in enumerate(pages) if word in page.text]


def _with(words: str, pages: Sequence[UnmarkedText], among: Iterable[int]) -> set[int]:
    needle = f" {words} ".encode()
    return {number for number in among if needle in pages[number].letters}


def _matching(pattern: str, pages: Sequence[UnmarkedText]) -> list[int]:
    searched = re.compile(f" {pattern} ".encode())
    return [number for number, page in enumerate(pages) if searched.search(page.letters)]


def _pairs(terms: MatchTerms, having: dict[str, set[int]]) -> list[tuple[str, str]]:
    known = [pair for pair in terms.pairs if pair[0] in having and pair[1] in having]
    return sorted(known, key=lambda pair: (-len(pair[0]) - len(pair[1]), pair))[:MOST_PAIRS]


def broken_phrase(terms: MatchTerms, pages: Sequence[UnmarkedText]) -> int:
    """The index of the page onto which a phrase runs that no page has whole; 0 when none does."""
    broken = (p for p in terms.phrases if len(p) > 1 and not _matching(" +".join(p), pages))
    places = product(broken, range(1, len(pages)))
    return next((n for phrase, n in places if parted(phrase, pages[n - 1], pages[n])), 0)


def parted(phrase: Words, first: UnmarkedText, second: UnmarkedText) -> tuple[int, int, int] | None:
    """Where the phrase breaks over the two pages; None when it does not.

    It is how many words the first page has, where they end, and where the others begin on the
    second. Page numbers and running heads between may take some lines.
    """
    tail, head = first.letters[-BREAK:], second.letters[:BREAK]
    if f" {phrase[0]} ".encode() not in tail or f" {phrase[-1]} ".encode() not in head:
        return None
    offset = len(first.letters) - len(tail)
    for count in range(len(phrase) - 1, 0, -1):
        before = re.search(f" {' +'.join(phrase[:count])}(?= [0-9 ]*$)".encode(), tail)
        after = re.search(f" {' +'.join(phrase[count:])}(?= )".encode(), head)
        if before and after:
            return count, offset + before.end() - 1, after.start()
    return None
