"""What was probably meant by words that stand in no entry."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from intranet.language.text.normalization import canonical, fold, has_marks, spelling_key
from intranet.language.text.telex import with_tone
from intranet.search.fields import Field

Counts = Callable[[Field, Iterable[str]], Mapping[str, int]]
"""In how many entries each token of a field stands: `Engine.counts`."""
WORD = re.compile(r"[^\W_]+")
SHORTEST, LONGEST = 2, 14
MOST_WORDS = 12
MOST_TRIED = 6  # candidates of a word that are weighed with their neighbours
PLAIN = "abcdefghiklmnopqrstuvxy"
# What is confused by ear or by region, and on the keyboard; each way round.
CONFUSED = (
    ("s", "x"), ("tr", "ch"), ("d", "gi"), ("r", "d"), ("r", "gi"), ("v", "d"), ("l", "n"),
    ("i", "y"), ("c", "k"), ("k", "q"), ("ng", "ngh"), ("g", "gh"), ("n", "ng"), ("n", "nh"),
    ("c", "t"), ("ch", "c"), ("f", "ph"), ("j", "gi"), ("w", "qu"), ("z", "d"), ("uo", "u"),
    ("uu", "uou"), ("ie", "i"), ("ieu", "iu"),
)  # fmt: skip
ASK, TILDE = "\u0309", "\u0303"
TONES = ("", "\u0300", "\u0301", ASK, TILDE, "\u0323")
SHAPES = {"a": "aăâ", "e": "eê", "o": "oôơ", "u": "uư", "d": "dđ"}
ALIKE = {one: alike for alike in SHAPES.values() for one in alike}


def corrected(counts: Counts, raw: str) -> str:
    """The query with its unknown words as they were probably meant; "" if there is nothing to do.

    Candidates are one edit or one usual confusion away and stand in some entry: what this finds
    must be searched with the person's audience before any of it is shown.
    """
    text = canonical(raw)
    words = [match for match in WORD.finditer(text) if _is_word(match[0])]
    if not words or len(words) > 4 * MOST_WORDS:
        return ""
    known = counts(Field.FOLD, {fold(word[0]) for word in words})
    strange = [n for n, word in enumerate(words) if not known.get(fold(word[0]))]
    if not strange:
        strange = _unknown_spellings(counts, [word[0] for word in words])
    changed = {}
    for place in strange[:MOST_WORDS]:
        neighbours = [words[n][0] for n in (place - 1, place + 1) if 0 <= n < len(words)]
        before = neighbours[0] if place else ""
        after = neighbours[-1] if place + 1 < len(words) else ""
        if better := _better(counts, words[place][0], before, after):
            changed[place] = better
    return _replaced(text, words, changed) if changed else ""


def _is_word(word: str) -> bool:
    return word.isalpha() and SHORTEST <= len(word) <= LONGEST


def _unknown_spellings(counts: Counts, words: Sequence[str]) -> list[int]:
    """The places of marked words of which no entry has this spelling."""
    marked = [n for n, word in enumerate(words) if has_marks(word)]
    known = counts(Field.SYL, {spelling_key(words[n]) for n in marked})
    return [n for n in marked if not known.get(spelling_key(words[n]))]


def _better(counts: Counts, word: str, before: str, after: str) -> str:
    """The candidate that stands beside these neighbours most often, else the commonest."""
    field, key = (Field.SYL, spelling_key) if has_marks(word) else (Field.FOLD, fold)
    tried = dict.fromkeys(candidates(word.lower()))
    times = counts(field, {key(candidate) for candidate in tried})
    known = sorted(
        (candidate for candidate in tried if times.get(key(candidate))),
        key=lambda candidate: -times[key(candidate)],
    )
    near, edited = _ranked(word.lower(), known)
    chosen = (*near[:MOST_TRIED], *edited[:MOST_TRIED])
    if not chosen:
        return _parted(counts, word)
    beside = {candidate: list(_pairs(before, candidate, after)) for candidate in chosen}
    pairs = counts(Field.PAIRS, {pair for pairs_of in beside.values() for pair in pairs_of})

    def worth(candidate: str) -> tuple[int, int]:
        return sum(pairs.get(pair, 0) for pair in beside[candidate]), -chosen.index(candidate)

    best = max(chosen, key=worth)
    return _in_case(best, word)


def _ranked(word: str, known: Sequence[str]) -> tuple[list[str], list[str]]:
    """The usual confusions among the known candidates, and the other edits."""
    usual = set(_confusions(word)) | set(_other_tone(word))
    return [candidate for candidate in known if candidate in usual], [
        candidate for candidate in known if candidate not in usual
    ]


def _pairs(before: str, word: str, after: str) -> Iterator[str]:
    if before:
        yield f"{fold(before)}_{fold(word)}"
    if after:
        yield f"{fold(word)}_{fold(after)}"


def candidates(word: str) -> Iterator[str]:
    """Spellings one confusion or one edit away from a word in small letters."""
    yield from _confusions(word)
    yield from _other_tone(word)
    if has_marks(word):
        yield from _other_marks(word)
    yield from _edits(word)


def _confusions(word: str) -> Iterator[str]:
    for pair in CONFUSED:
        for typed, other in (pair, pair[::-1]):
            if word.startswith(typed):
                yield other + word[len(typed) :]
            if word.endswith(typed):
                yield word[: -len(typed)] + other
            inside = word.find(typed, 1)
            if inside > 0:
                yield word[:inside] + other + word[inside + len(typed) :]


def _other_tone(word: str) -> Iterator[str]:
    """The word with hỏi for ngã, or the other way round."""
    split = unicodedata.normalize("NFD", word)
    for tone, other in ((ASK, TILDE), (TILDE, ASK)):
        if tone in split:
            yield unicodedata.normalize("NFC", split.replace(tone, other))


def _other_marks(word: str) -> Iterator[str]:
    """The word with another tone, and with one of its letters shaped otherwise."""
    split = "".join(sign for sign in unicodedata.normalize("NFD", word) if sign not in TONES)
    letters = unicodedata.normalize("NFC", split)
    shaped = [
        letters[:place] + other + letters[place + 1 :]
        for place, sign in enumerate(letters)
        for other in ALIKE.get(sign, "")
    ]
    for shape in dict.fromkeys((letters, *shaped)):
        for tone in TONES:
            yield with_tone(shape, tone)


def _edits(word: str) -> Iterator[str]:
    letters = PLAIN + "đ" if has_marks(word) else PLAIN
    for place in range(len(word) + 1):
        left, right = word[:place], word[place:]
        if right:
            yield left + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for letter in letters:
            yield left + letter + right
            if right:
                yield left + letter + right[1:]


def _parted(counts: Counts, word: str) -> str:
    """Two words that were typed as one: "chuyendoi"."""
    parts = [(word[:cut], word[cut:]) for cut in range(2, len(word) - 1)]
    times = counts(Field.PAIRS, {f"{fold(left)}_{fold(right)}" for left, right in parts})
    best = max(parts, key=lambda p: times.get(f"{fold(p[0])}_{fold(p[1])}", 0), default=None)
    return " ".join(best) if best and times.get(f"{fold(best[0])}_{fold(best[1])}") else ""


def _in_case(better: str, word: str) -> str:
    if word.isupper():
        return better.upper()
    return better.capitalize() if word[0].isupper() else better


def _replaced(text: str, words: Iterable[re.Match[str]], changed: dict[int, str]) -> str:
    parts, here = [], 0
    for place, match in enumerate(words):
        if place in changed:
            parts += [text[here : match.start()], changed[place]]
            here = match.end()
    return " ".join("".join([*parts, text[here:]]).split())
