"""Running text divided as its printed form is: where a sheet ends the page of the text ends.

The text itself stays as the file has it; the printed sheets only tell where they begin. Words on
end that stand once in both are held for the same place; between two such places the text is divided
in proportion.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, pairwise

from intranet.language.text.normalization import fold

WORD = re.compile(r"\w+")
WORDS_ON_END = 4

Anchor = tuple[int, int]
"""A word of the text and the word of the sheets that is the same one, both by number."""


def pages_by_print(text: str, sheets: Sequence[str]) -> list[str]:
    """The text in as many pages as there are sheets, in its order and nothing lost."""
    words = list(WORD.finditer(text))
    printed = [[fold(word) for word in WORD.findall(sheet)] for sheet in sheets]
    flat = [word for sheet in printed for word in sheet]
    anchors = _anchors([fold(word.group()) for word in words], flat)
    ends = list(accumulate(map(len, printed)))[:-1]
    starts = accumulate((_text_word(end, anchors, len(words)) for end in ends), max)
    cuts = [0, *(_cut(text, words, at) for at in starts), len(text)]
    return [text[first:last].strip() for first, last in pairwise(cuts)]


def _cut(text: str, words: Sequence[re.Match[str]], at: int) -> int:
    """Where the page begins whose first word this is: with its line, dash and bracket too."""
    if at >= len(words):
        return len(text)
    start, before = words[at].start(), words[at - 1].end() if at else 0
    return max(before, text.rfind("\n", before, start) + 1) if "\n" in text[before:start] else start


def _anchors(text: Sequence[str], printed: Sequence[str]) -> list[Anchor]:
    """The places that both have in common, in the order of both, the ends of all among them."""
    there = _single(printed)
    both = [(at, there[words]) for words, at in _single(text).items() if words in there]
    return [(-1, -1), *_rising(sorted(both)), (len(text), len(printed))]


def _single(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    """Where the words on end stand that stand only once."""
    runs = [tuple(words[at : at + WORDS_ON_END]) for at in range(len(words) - WORDS_ON_END + 1)]
    often = Counter(runs)
    return {run: at for at, run in enumerate(runs) if often[run] == 1}


def _rising(anchors: Sequence[Anchor]) -> list[Anchor]:
    """The most anchors that come in the same order in both: the rest stand elsewhere in print."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_word, sheet_word) in enumerate(anchors):
        place = bisect_left(tails, sheet_word)
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [sheet_word]
        ends[place : place + 1] = [number]
    chosen, number = [], ends[-1] if ends else -1
    while number >= 0:
        chosen.append(anchors[number])
        number = before[number]
    return chosen[::-1]


def _text_word(end: int, anchors: Sequence[Anchor], words: int) -> int:
    """The word of the text with which the sheet after `end` words of print begins."""
    after = bisect_right(anchors, end - 1, key=lambda anchor: anchor[1])
    (word, sheet_word), (next_word, next_sheet_word) = anchors[after - 1], anchors[after]
    if next_sheet_word == end:
        return next_word
    run_on = end - sheet_word
    if word >= 0 and run_on <= WORDS_ON_END:
        return min(word + run_on, next_word)
    between = max(next_sheet_word - sheet_word, 1)
    return max(0, min(words, word + round((next_word - word) * run_on / between)))
