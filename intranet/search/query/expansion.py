"""What typed words also stand for, by the lexicon: abbreviations both ways, synonyms."""

from collections.abc import Iterator
from dataclasses import dataclass

from intranet.language.text.normalization import fold, has_marks
from intranet.language.text.syllables import is_syllable
from intranet.search.analysis import Analysed, analyse, distinct
from intranet.search.fields import Field
from intranet.search.lexicon.meanings import Lexicon, Meaning
from intranet.search.query.tree import Phrase, Query, Term

# What stands for a word adds less than the word; what it only perhaps means adds little.
WEIGHT, DOUBTFUL = 0.5, 0.15


@dataclass(frozen=True)
class Expansion:
    """What the tokens from `start` up to `end` also stand for; key switches it off.

    strict finds the other words as surely as the typed ones would (None when that is doubtful),
    loose adds them to a looser reading.
    """

    start: int
    end: int
    meaning: Meaning
    key: str
    strict: Query | None
    loose: tuple[Query, ...]
    fold: tuple[str, ...]

    @property
    def text(self) -> str:
        """What the page says of it: "CĐS = chuyển đổi số"."""
        sign = "~" if self.meaning.synonym else "="
        return f"{self.meaning.words} {sign} {self.meaning.other}"


def expansions(
    typed: tuple[str, ...], tokens: Analysed, marked: bool, lexicon: Lexicon, off: frozenset[str]
) -> tuple[Expansion, ...]:
    """What a run of words also stands for; the longest known words count, from left to right.

    typed are the words as they were written, one for each token.
    """
    chosen: list[Expansion] = []
    longest, start = lexicon.longest, 0
    while start < len(tokens.fold):
        step = 1
        for count in range(min(longest, len(tokens.fold) - start), 0, -1):
            possible = list(_at(start, start + count, typed, tokens, marked, lexicon))
            if possible:
                chosen += [expansion for expansion in possible if expansion.key not in off]
                step = count
                break
        start += step
    return tuple(chosen)


def _at(
    start: int, end: int, typed: tuple[str, ...], tokens: Analysed, marked: bool, lexicon: Lexicon
) -> Iterator[Expansion]:
    folded = " ".join(tokens.fold[start:end])
    for meaning in lexicon.of(folded):
        if _is_meant(meaning, typed[start:end], tokens.syl[start:end], marked):
            other = analyse(meaning.other)
            if other.fold and other.fold != tokens.fold[start:end]:
                yield _expansion(start, end, folded, meaning, other)


def _expansion(start: int, end: int, folded: str, meaning: Meaning, other: Analysed) -> Expansion:
    kind = "s" if meaning.synonym else "a"
    key = f"{kind}:{folded}:{' '.join(other.fold)}".replace(" ", "-")
    weight = DOUBTFUL if meaning.ambiguous else WEIGHT
    field, words = (Field.SYL, other.syl) if has_marks(meaning.other) else (Field.FOLD, other.fold)
    strict: Query = Term(field, words[0]) if len(words) == 1 else Phrase(field, words)
    if len(words) == 1:
        loose: tuple[Query, ...] = (Term(field, words[0], weight),)
    else:
        loose = tuple(Term(Field.PAIRS, pair, weight) for pair in distinct(other.pairs))
    return Expansion(
        start, end, meaning, key, None if meaning.ambiguous else strict, loose, other.fold
    )


def _is_meant(meaning: Meaning, typed: tuple[str, ...], syl: tuple[str, ...], marked: bool) -> bool:
    """Whether the typed words can be the known ones: same marks, where marks were typed."""
    if analyse(meaning.words).syl == syl:
        return not _is_common_word(meaning.words, typed)
    if is_short(meaning.words):
        return all(word.isupper() for word in typed) or (
            not marked and not _is_common_word(meaning.words, typed)
        )
    return not marked


def is_short(words: str) -> bool:
    """Whether the words are a short form: capitals on end."""
    return " " not in words.strip() and sum(sign.isupper() for sign in words) >= 2


def _is_common_word(words: str, typed: tuple[str, ...]) -> bool:
    # "đã" and "da" are words; only DA in capitals is an abbreviation.
    return (
        is_short(words)
        and len(typed) == 1
        and is_syllable(fold(typed[0]))
        and not typed[0].isupper()
    )
