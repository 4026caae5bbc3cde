"""Similarity of two texts: shingles of folded words, a small signature, and bands to look up.

The signature is a MinHash with one permutation: each shingle is hashed once and falls into one of
60 bins, which keeps its smallest; an empty bin borrows from the next full one (A. Shrivastava,
2017). Two texts whose shingles agree by nine tenths share a band in more than 999 of 1000 cases.
"""

from collections.abc import Mapping
from hashlib import blake2b
from itertools import count

from intranet.language.text.normalization import WORD, fold

SHINGLE = 3
BINS, ROWS = 60, 5
FEWEST_WORDS = 30
ALIKE = 0.9
BORROWED = 0x9E3779B97F4A7C15
MASK = (1 << 64) - 1


def shingles(text: str) -> frozenset[int]:
    """The hashes of every three neighbouring words, without marks, case and punctuation.

    Numbers count. Empty for texts below 30 words: too little to say that they are alike.
    """
    words = WORD.findall(fold(text))
    if len(words) < FEWEST_WORDS:
        return frozenset()
    ends = range(len(words) - SHINGLE + 1)
    return frozenset(_hash(" ".join(words[at : at + SHINGLE])) for at in ends)


def similarity(first: frozenset[int], second: frozenset[int]) -> float:
    """The share of shingles that two texts have in common (Jaccard), 0.0 when one has none."""
    if not first or not second:
        return 0.0
    common = len(first & second)
    return common / (len(first) + len(second) - common)


def bands(shingled: frozenset[int]) -> list[int]:
    """Twelve numbers below 2**63, one for each band; empty for a text without shingles."""
    if not shingled:
        return []
    signature = _filled(_smallest(shingled))
    return [
        _hash(",".join(map(str, signature[at : at + ROWS]))) >> 1 for at in range(0, BINS, ROWS)
    ]


def _smallest(shingled: frozenset[int]) -> dict[int, int]:
    bins: dict[int, int] = {}
    for value in shingled:
        rest, place = divmod(value, BINS)
        bins[place] = min(rest, bins.get(place, rest))
    return bins


def _filled(bins: Mapping[int, int]) -> list[int]:
    filled = []
    for place in range(BINS):
        steps = next(steps for steps in count() if (place + steps) % BINS in bins)
        filled.append((bins[(place + steps) % BINS] + steps * BORROWED) & MASK)
    return filled


def _hash(words: str) -> int:
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), "big")
