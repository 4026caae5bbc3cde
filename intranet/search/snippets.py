"""The place in a text that answers a query best: its page, its lines, its marked words."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from intranet.search.analysis import any_spelling, composed, forms_of
from intranet.search.understanding import Understood

LONGEST = 230  # three lines of the page's measure
ROWS = 16
PAIR, EXACT, MERELY_FOLDED, PHRASE, SYMBOL = 1.5, 1.3, 0.2, 6.0, 8.0
LETTER = re.compile(r"[^\W_]")
SENTENCE_END = re.compile(r"[.;:!?]\s+|\n\s*\n")
# Words that join others: marked only between marked ones.
JOINERS = (
    "va cua cac cho la duoc trong theo tai ve voi den tu co khong nhung mot nay do thi ma o bi de"
    " khi hay hoac"
)
JOINING = frozenset(JOINERS.split())


@dataclass(frozen=True)
class Spot:
    """One word, phrase or symbol of the query at a place of a text."""

    start: int
    end: int
    word: str
    worth: float


@dataclass(frozen=True)
class Snippet:
    """At most three lines of a page with the found words in <mark>.

    at says how far down the page they stand (0 to 1), rows how full the lines of the page are.
    number is None for a text without pages.
    """

    text: Markup
    number: int | None
    at: float = 0.0
    rows: tuple[float, ...] = ()


def best_snippet(meant: Understood, pages: Iterable[tuple[int, str]]) -> Snippet | None:
    """The snippet of the page that matches best; None when no page carries any of the words."""
    read = [(number, composed(text)) for number, text in pages]
    places = [(number, text, list(_spots(meant, text))) for number, text in read]
    rarity = _rarity(spot.word for _, _, spots in places for spot in spots)
    best = max(
        ((_best_window(spots, rarity), -n, n) for n, (_, _, spots) in enumerate(places) if spots),
        default=None,
    )
    if best is None:
        return None
    (_, first, last), _, chosen = best
    number, text, spots = places[chosen]
    start, end = _bounds(text, spots[first].start, spots[last].end)
    inside = [spot for spot in spots if start <= spot.start and spot.end <= end]
    at = spots[first].start / max(1, len(text))
    return Snippet(_marked(text, start, end, inside), number, at, _rows(text))


def _spots(meant: Understood, text: str) -> Iterable[Spot]:
    pattern = _pattern(meant.words, meant.phrases, meant.symbols)
    if pattern is None:
        return
    for match in pattern.finditer(text):
        syl, word = forms_of(match[0])
        if match.lastgroup == "symbol":
            worth = SYMBOL
        elif match.lastgroup == "phrase":
            worth = PHRASE
        else:
            worth = 0.1 if word in JOINING else 1.0
            if meant.marked:
                worth *= EXACT if syl in meant.syl else MERELY_FOLDED
        yield Spot(match.start(), match.end(), word, worth)


@lru_cache(maxsize=256)
def _pattern(
    words: tuple[str, ...], phrases: tuple[tuple[str, ...], ...], symbols: tuple[str, ...]
) -> re.Pattern[str] | None:
    ways = {
        "symbol": [r"[\W_]*".join(map(any_spelling, key)) for key in symbols],
        "phrase": [r"[\W_]+".join(map(any_spelling, phrase)) for phrase in phrases],
        "word": [any_spelling(word) for word in sorted(words, key=len, reverse=True)],
    }
    groups = [f"(?P<{name}>{'|'.join(some)})" for name, some in ways.items() if some]
    if not groups:
        return None
    return re.compile(rf"\b(?:{'|'.join(groups)})\b")


def _rarity(words: Iterable[str]) -> dict[str, float]:
    """What one occurrence is worth: words that stand everywhere say little."""
    return {word: 1 / (1 + times**0.5) for word, times in Counter(words).items()}


def _best_window(spots: Sequence[Spot], rarity: dict[str, float]) -> tuple[float, int, int]:
    """The run of spots that fits into a snippet and is worth most: (worth, first, last)."""
    best, last = (0.0, 0, 0), 0
    for first, spot in enumerate(spots):
        last = max(last, first)
        while last + 1 < len(spots) and spots[last + 1].end - spot.start <= LONGEST - 30:
            last += 1
        worth = _worth(spots[first : last + 1], rarity)
        best = max(best, (worth, -first, last), key=lambda one: one[0])
    return best[0], -best[1], best[2]


def _worth(spots: Sequence[Spot], rarity: dict[str, float]) -> float:
    seen: dict[str, float] = {}
    pairs = 0.0
    for before, spot in zip((None, *spots), spots, strict=False):
        worth = spot.worth * rarity[spot.word]
        seen[spot.word] = max(seen.get(spot.word, 0.0), worth)
        if before and before.word != spot.word and spot.start - before.end <= 2:
            pairs += min(worth, before.worth * rarity[before.word])
    return sum(seen.values()) + PAIR * pairs


def _bounds(text: str, first: int, last: int) -> tuple[int, int]:
    """Where the snippet begins and ends: at a sentence if one begins near, else at a word."""
    earliest = max(0, last - LONGEST, first - 90)
    begins = [match.end() for match in SENTENCE_END.finditer(text, earliest, first)]
    if begins:
        start = begins[0]
    else:
        start = earliest
        while 0 < start < first and LETTER.match(text[start - 1]):
            start += 1
    end = min(len(text), start + LONGEST)
    if end < len(text):
        while end > last and not text[end].isspace():
            end -= 1
    return start, max(end, last)


def _marked(text: str, start: int, end: int, spots: Sequence[Spot]) -> Markup:
    parts, here = [], start
    for begin, finish in _runs(text, spots):
        parts += [escape(_flat(text[here:begin]))]
        parts += [Markup("<mark>{}</mark>").format(_flat(text[begin:finish]))]
        here = finish
    parts.append(escape(_flat(text[here:end]).rstrip()))
    before = "… " if text[:start].strip() else ""
    after = " …" if text[end:].strip() else ""
    return Markup("").join([before, *parts, after])


def _runs(text: str, spots: Sequence[Spot]) -> list[tuple[int, int]]:
    """The places to mark, neighbouring words as one; joining words only inside a run."""
    runs: list[tuple[int, int]] = []
    waiting: list[Spot] = []
    all_join = all(spot.word in JOINING for spot in spots)
    for spot in spots:
        chain_end = waiting[-1].end if waiting else runs[-1][1] if runs else -1
        touches = chain_end >= 0 and not text[chain_end : spot.start].strip()
        if spot.word in JOINING and not all_join:
            waiting = [*waiting, spot] if touches else []
            continue
        if touches and runs:
            runs[-1] = (runs[-1][0], spot.end)
        else:
            runs.append((spot.start, spot.end))
        waiting = []
    return runs


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _rows(text: str) -> tuple[float, ...]:
    """How full the lines of a page are, in as many rows as its small picture has."""
    lines = [len(line.strip()) for line in text.splitlines() if line.strip()] or [0]
    widest = max(max(lines), 1)
    return tuple(round(lines[row * len(lines) // ROWS] / widest, 2) for row in range(ROWS))
