"""What changed between two versions of a document, passage by passage.

A passage is a sentence or a numbered item. Where lines and pages break says nothing: the same
words set anew, or scanned and recognised, are the same document.
"""

import enum
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from intranet.language.text.normalization import WORD, canonical, spelling_key
from intranet.language.text.syllables import is_syllable

# Items that begin a line: "Điều 5.", "Chương II", "1.2.", "a)", "- ", "+ ", "IV.".
ITEM = re.compile(
    r"(?<!\s)[^\S\n]*+\n\s*+(?=(?:Điều|Chương|Mục|Phần|Phụ lục)\s++\w|\d{1,2}(?:\.\d{1,2})*[.)]\s|"
    r"[a-zđ]\)\s|[-+•]\s|[IVX]{1,5}\.\s)"
)
SENTENCE = re.compile(r"(?<=[.;!?])\s++(?=[\"“(]?[A-ZÀ-ỸĐ0-9])|(?<!\s)[^\S\n]*+\n[^\S\n]*+\n\s*+")
PIECE = re.compile(r"\S+")
ALIKE = 0.4  # share of words in common from which on a passage was changed and not replaced
MOST_PAIRED = 60  # passages on each side of a gap that are paired one by one
MOST_EQUAL = 1_000_000  # pairs of equal passages, or words, that are looked at each by itself


class ChangeMark(enum.Enum):
    """What happened to words."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class TextPassage:
    """A sentence or item and the page that it begins on."""

    page: int
    text: str


@dataclass(frozen=True)
class DiffPiece:
    """Neighbouring words with one mark."""

    text: str
    mark: ChangeMark


@dataclass(frozen=True)
class PassageChange:
    """One passage that is new (no before), gone (no after) or says something else."""

    before: TextPassage | None
    after: TextPassage | None
    pieces: tuple[DiffPiece, ...]


def text_diff(
    old: Sequence[tuple[int, str]], new: Sequence[tuple[int, str]]
) -> tuple[PassageChange, ...]:
    """The changes from one version to the other in reading order; pages are (number, text).

    Case, punctuation, tone placement and i or y are no changes; words and numbers are.
    """
    before, after = list(passages(old)), list(passages(new))
    old_keys, new_keys = ([_key(passage.text) for passage in side] for side in (before, after))
    return tuple(
        change
        for how, i, j, k, m in _matcher(old_keys, new_keys).get_opcodes()
        if how != "equal"
        for change in _paired(before[i:j], after[k:m])
    )


def passages(pages: Sequence[tuple[int, str]]) -> Iterator[TextPassage]:
    """The passages of a document; one that runs over the end of a page is one."""
    text, starts, numbers = "", list[int](), [number for number, _ in pages]
    for _number, page in pages:
        starts.append(len(text))
        text += canonical(page).strip() + "\n"
    at = 0
    cuts = {match.end() for pattern in (ITEM, SENTENCE) for match in pattern.finditer(text)}
    for cut in sorted(cuts | {len(text)}):
        sentence = " ".join(text[at:cut].split())
        if WORD.search(sentence):
            yield TextPassage(numbers[max(bisect_right(starts, at) - 1, 0)], sentence)
        at = cut


@lru_cache(maxsize=20_000)
def _key(text: str) -> tuple[str, ...]:
    return tuple(map(_word_key, WORD.findall(text.lower())))


def _word_key(word: str) -> str:
    """Syllables by their spelling key; others as they are, so that "ê2" is not the key of "ề"."""
    return spelling_key(word) if is_syllable(word) else f"={word}"


def _paired(before: list[TextPassage], after: list[TextPassage]) -> Iterator[PassageChange]:
    """Passages of a gap: those that are alike were changed, the others came or went."""
    paired = dict(_alike(before, after)) if max(len(before), len(after)) <= MOST_PAIRED else {}
    gone = [number for number in range(len(before)) if number not in paired]
    there = {second: first for first, second in paired.items()}
    for number, passage in enumerate(after):
        until = there.get(number)
        while until is not None and gone and gone[0] < until:
            yield _gone(before[gone.pop(0)])
        if until is None:
            yield PassageChange(None, passage, (DiffPiece(passage.text, ChangeMark.ADDED),))
        else:
            pieces = tuple(_pieces(before[until].text, passage.text))
            yield PassageChange(before[until], passage, pieces)
    yield from (_gone(before[number]) for number in gone)


def _matcher(old: Sequence[Hashable], new: Sequence[Hashable]) -> SequenceMatcher[Hashable]:
    """What compares two sides; where they repeat themselves, rarer things decide what is same."""
    there = Counter(new)
    equal = sum(times * there[key] for key, times in Counter(old).items())
    return SequenceMatcher(None, old, new, autojunk=equal > MOST_EQUAL)


def _gone(passage: TextPassage) -> PassageChange:
    return PassageChange(passage, None, (DiffPiece(passage.text, ChangeMark.REMOVED),))


def _alike(before: list[TextPassage], after: list[TextPassage]) -> Iterator[tuple[int, int]]:
    """(before, after) pairs that keep the order, each the most alike of what is left."""
    first = 0
    for second, passage in enumerate(after):
        keys = [_key(candidate.text) for candidate in before[first:]]
        alike = [_matcher(key, _key(passage.text)) for key in keys]
        shares = ((matcher.ratio(), -n) for n, matcher in enumerate(alike))
        best, place = max(shares, default=(0.0, 0))
        if best >= ALIKE:
            yield first - place, second
            first += 1 - place


def _pieces(old: str, new: str) -> Iterator[DiffPiece]:
    before, after = PIECE.findall(old), PIECE.findall(new)
    old_keys, new_keys = ([_key(word) or (word,) for word in side] for side in (before, after))
    for how, i, j, k, m in _matcher(old_keys, new_keys).get_opcodes():
        if how == "equal":
            yield DiffPiece(" ".join(after[k:m]), ChangeMark.KEPT)
            continue
        if i < j:
            yield DiffPiece(" ".join(before[i:j]), ChangeMark.REMOVED)
        if k < m:
            yield DiffPiece(" ".join(after[k:m]), ChangeMark.ADDED)
