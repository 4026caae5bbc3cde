"""What was probably meant by words that stand in no entry."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise, starmap

from intranet.language.text.normalization import WORD, canonical, fold, has_marks, spelling_key
from intranet.language.text.telex import in_case, with_tone
from intranet.search.fields import Field

Counts = Callable[[Field, Iterable[str]], Mapping[str, int]]
"""In how many entries each token of a field stands: `Engine.counts`."""
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
    typed = [word[0] for word in words]
    known = counts(Field.FOLD, set(map(fold, typed)))
    strange = [n for n, word in enumerate(typed) if not known.get(fold(word))]
    beside = ["", *typed, ""]
    changed = {
        words[n].start(): better
        for n in (strange or _unknown_spellings(counts, typed))[:MOST_WORDS]
        if (better := _better(counts, *beside[n : n + 3]))
    }
    changed_text = WORD.sub(lambda word: changed.get(word.start(), word[0]), text)
    return " ".join(changed_text.split()) if changed else ""


def _is_word(word: str) -> bool:
    return word.isalpha() and SHORTEST <= len(word) <= LONGEST


def _unknown_spellings(counts: Counts, words: Sequence[str]) -> list[int]:
    marked = [n for n, word in enumerate(words) if has_marks(word)]
    known = counts(Field.SYL, {spelling_key(words[n]) for n in marked})
    return [n for n in marked if not known.get(spelling_key(words[n]))]


def _better(counts: Counts, before: str, word: str, after: str) -> str:
    """The candidate that stands beside these neighbours most often, else the commonest."""
    field, key = (Field.SYL, spelling_key) if has_marks(word) else (Field.FOLD, fold)
    small = word.lower()
    tried = dict.fromkeys(candidates(small))
    times = counts(field, {key(candidate) for candidate in tried})
    known = sorted(filter(lambda candidate: times.get(key(candidate)), tried),
                   key=lambda candidate: -times[key(candidate)])  # fmt: skip
    usual = {*_confusions(small), *_other_tone(small)}
    near = [candidate for candidate in known if candidate in usual]
    edited = [candidate for candidate in known if candidate not in usual]
    chosen = (*near[:MOST_TRIED], *edited[:MOST_TRIED])
    if not chosen:
        return _parted(counts, word)
    beside = {
        candidate: list(starmap(_pair, pairwise(filter(None, (before, candidate, after)))))
        for candidate in chosen
    }
    pairs = counts(Field.PAIRS, set(chain(*beside.values())))

    def worth(candidate: str) -> tuple[int, int]:
        return sum(pairs.get(pair, 0) for pair in beside[candidate]), -chosen.index(candidate)

    return in_case(max(chosen, key=worth), word)


def _pair(first: str, second: str) -> str:
    return f"{fold(first)}_{fold(second)}"


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
    times = counts(Field.PAIRS, set(starmap(_pair, parts)))
    best = max(parts, key=lambda both: times.get(_pair(*both), 0), default=None)
    return " ".join(best) if best and times.get(_pair(*best)) else ""
