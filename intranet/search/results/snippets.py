"""The place in a text that answers a query best: its page, its lines, its marked words."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest
from itertools import accumulate

from markupsafe import Markup

from intranet.search.results.folded_text import UnmarkedText, plain
from intranet.search.results.letterheads import body_of
from intranet.search.results.likely_pages import broken_phrase, likely, parted
from intranet.search.results.matches import (
    JOINING,
    MatchTerms,
    TextMatch,
    grown,
    matches_in,
    meant_only,
)

LONGEST = 230  # three lines of the page's measure
ROWS, LEAD, ROUNDING = 16, 90, 1e-9
AROUND = 320  # letters on either side of the lines that are shown
MOST_WORDS, MOST_LOOKED_AT = 8, 6  # words that choose the lines, runs that are weighed
PAIR, MERELY_FOLDED, JOINER = 1.5, 0.2, 0.1
WORTH = {"word": 1.0, "phrase": 6.0, "symbol": 8.0}
LETTER = re.compile(r"[^\W_]")
SENTENCE_END = re.compile(r"[.;:!?]\s+|\n\s*\n")


@dataclass(frozen=True)
class Snippet:
    """At most three lines of a page with the found words in <mark>.

    at says how far down the page they stand (0 to 1), rows how full the lines of the page are.
    number is None for a text without pages. A phrase that runs on over the page break shows the
    lines of both pages, number is the first.
    """

    text: Markup
    number: int | None
    at: float = 0.0
    rows: tuple[float, ...] = ()

    @property
    def lines_drawn(self) -> Sequence[tuple[float, float]]:
        """The lines of the page's small picture: where each lies, and how long it is."""
        return [(7 + 4.2 * row, round(8 + 38 * width, 1)) for row, width in enumerate(self.rows)]

    @property
    def mark_drawn(self) -> float:
        """Where the found lines lie in the small picture."""
        return round(6 + 60 * self.at, 1)


@dataclass(frozen=True)
class _Place:
    """The best lines of one page: their worth, and matches from first to last."""

    worth: float
    page: UnmarkedText
    matches: Sequence[TextMatch]
    first: int
    last: int


def best_snippet(
    terms: MatchTerms, pages: Iterable[tuple[int | None, str]], *, whole: bool = False
) -> Snippet | None:
    """The snippet of the page that matches best; None when no page carries any of the words.

    Give clean pages (`directives.page_texts`): no running heads, no symbols broken over lines.
    Letterheads and rules are passed over, unless the whole page is meant.
    """
    numbers, texts = tuple(zip(*pages, strict=True)) or ((), ())
    read = list(map(plain if whole else body_of, texts))
    terms = grown(terms, read)
    if chosen := broken_phrase(terms, read):
        return _over_two(terms, numbers[chosen - 1], *read[chosen - 1 : chosen + 1])
    choosing = replace(terms, words=tuple(sorted(terms.significant, key=len)[-MOST_WORDS:]))
    places = ((number, _best(choosing, read[number])) for number in likely(terms, read))
    ranked = [(place.worth, -number, place) for number, place in places if place]
    if not ranked:
        return None
    _, chosen, place = max(ranked, key=lambda ranking: ranking[:2])
    return replace(_close_look(terms, place, numbers[-chosen]), rows=_rows(texts[-chosen]))


def _close_look(terms: MatchTerms, place: _Place, number: int | None) -> Snippet:
    text = place.page.text
    start = place.matches[place.first].start
    first = text.rfind("\n", 0, max(0, start - AROUND)) + 1
    last = place.matches[place.last].end + AROUND
    part = plain(text[first:last])
    best = _best(terms, part) or place
    made = _snippet(best, number, bool(text[:first].strip()), last < len(text))
    return replace(made, at=start / max(1, len(text)))


def _over_two(terms: MatchTerms, number: int | None, *pages: UnmarkedText) -> Snippet | None:
    """The lines around a page break, without what printing put between them."""
    first, second = pages
    for phrase in terms.phrases:
        if gap := parted(phrase, first, second):
            _, end, start = gap
            both = plain(f"{first.text[:end]} {second.text[start:]}")
            if place := _best(MatchTerms(phrases=(phrase,)), both):
                return _snippet(place, number)
    return None


def _best(terms: MatchTerms, page: UnmarkedText) -> _Place | None:
    """The lines of a page that are worth most; rare words of the page more than frequent ones."""
    [matches] = meant_only([matches_in(terms, page)])
    if not matches:
        return None
    times = Counter(match.word for match in matches)
    worth = [_worth(match) / (1 + times[match.word] ** 0.5) for match in matches]
    best, first, last = _best_window(matches, worth)
    return _Place(best, page, matches, first, last)


def _worth(match: TextMatch) -> float:
    if match.kind != "word":
        return WORTH[match.kind]
    if match.word in JOINING:
        return JOINER
    return 1.0 if match.is_meant else MERELY_FOLDED


def _best_window(matches: Sequence[TextMatch], worth: Sequence[float]) -> tuple[float, int, int]:
    """The run of matches that fits into a snippet and is worth most: (worth, first, last)."""
    sums = [0.0, *accumulate(worth)]
    # No run is worth more than all its matches as pairs: most need no closer look.
    most = [((sums[last + 1] - sums[first]) * (1 + PAIR), first, last)
            for first, last in _windows(matches)]  # fmt: skip
    best = (0.0, 0, 0)
    for bound, first, last in nsmallest(
        MOST_LOOKED_AT, most, key=lambda window: (-window[0], window[1])
    ):
        if bound < best[0] - ROUNDING:
            break
        value = _worth_together(matches[first : last + 1], worth[first : last + 1])
        best = max(best, (value, -first, last), key=lambda window: window[:2])
    return best[0], -best[1], best[2]


def _windows(matches: Sequence[TextMatch]) -> Iterable[tuple[int, int]]:
    last = 0
    for first, match in enumerate(matches):
        last = max(last, first)
        while last + 1 < len(matches) and matches[last + 1].end - match.start <= LONGEST - 30:
            last += 1
        yield first, last


def _worth_together(matches: Sequence[TextMatch], worth: Sequence[float]) -> float:
    seen: dict[str, float] = {}
    pairs = 0.0
    for n, this in enumerate(matches):
        seen[this.word] = max(seen.get(this.word, 0.0), worth[n])
        if n and this.start - matches[n - 1].end <= 2:
            pairs += min(worth[n], worth[n - 1]) * (matches[n - 1].word != this.word)
    return sum(seen.values()) + PAIR * pairs


def _snippet(
    place: _Place, number: int | None, goes_before: bool = False, goes_on: bool = False
) -> Snippet:
    """The snippet at a place; goes_before and goes_on: the page has more than this text."""
    text, matches = place.page.text, place.matches
    start, end = _bounds(text, matches[place.first].start, matches[place.last].end)
    inside = [match for match in matches if start <= match.start and match.end <= end]
    at = matches[place.first].start / max(1, len(text))
    before = "… " if goes_before or text[:start].strip() else ""
    after = " …" if goes_on or text[end:].strip() else ""
    return Snippet(before + _marked(text, start, end, inside) + after, number, at, _rows(text))


def _bounds(text: str, first: int, last: int) -> tuple[int, int]:
    """Where the snippet begins and ends: at a sentence if one begins near, else at a word."""
    earliest = max(0, last - LONGEST, first - LEAD)
    start = earliest
    if sentence := SENTENCE_END.search(text, earliest, first):
        start = sentence.end()
    else:
        while 0 < start < first and LETTER.match(text[start - 1]):
            start += 1
    while start < first and text[start].isspace():
        start += 1
    end = min(len(text), start + LONGEST)
    if end < len(text):
        while end > last and not text[end].isspace():
            end -= 1
    return start, max(end, last)


def _marked(text: str, start: int, end: int, matches: Sequence[TextMatch]) -> Markup:
    shown, here = Markup(), start
    for begin, finish in runs(text, matches):
        shown += _flat(text[here:begin])
        shown += Markup("<mark>{}</mark>").format(_flat(text[begin:finish]))
        here = finish
    return shown + _flat(text[here:end]).rstrip()


def runs(text: str, matches: Sequence[TextMatch]) -> list[tuple[int, int]]:
    """The places to mark, neighbouring words as one; joining words only inside a run.

    A word of such a run is not marked alone: "hồ sơ" says nothing of "chuyển đổi số".
    """
    together = _together(text, matches)
    inside = {
        match.word for start, end in together for match in matches if start <= match.start < end
        if len(text[start:end].split()) > 1 and match.kind == "word"
    }  # fmt: skip
    alone = {match.start: match.word for match in matches}
    return [
        (start, end)
        for start, end in together
        if len(text[start:end].split()) > 1 or alone.get(start) not in inside
    ]


def _together(text: str, matches: Sequence[TextMatch]) -> list[tuple[int, int]]:
    done: list[tuple[int, int]] = []
    end = -1  # of the last run and the joining words behind it
    all_join = all(match.word in JOINING for match in matches)
    for match in matches:
        touches = end >= 0 and not text[end : match.start].strip()
        if match.word in JOINING and not all_join:
            end = match.end if touches else done[-1][1] if done else -1
            continue
        begin, end = done.pop()[0] if touches else match.start, match.end
        done.append((begin, end))
    return done


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _rows(text: str) -> tuple[float, ...]:
    """How full the lines of a page are, in as many rows as its small picture has."""
    lines = [len(line.strip()) for line in text.splitlines() if line.strip()] or [0]
    widest = max(max(lines), 1)
    return tuple(round(lines[row * len(lines) // ROWS] / widest, 2) for row in range(ROWS))
