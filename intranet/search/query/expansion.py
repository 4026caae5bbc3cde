"""What typed words also stand for, by the lexicon: abbreviations both ways, synonyms."""

from collections.abc import Iterator
from dataclasses import dataclass

from intranet.language.text.normalization import fold, has_marks
from intranet.language.text.syllables import is_syllable
from intranet.search.analysis import Analysed, analyse, distinct
from intranet.search.fields import Field
from intranet.search.lexicon.meanings import Lexicon, Meaning
from intranet.search.query.meaning import Chip, ChipKind
from intranet.search.query.tree import Phrase, Query, Term

# What stands for a word adds less than the word; what it only perhaps means adds little.
WEIGHT, DOUBTFUL = 0.5, 0.15


@dataclass(frozen=True)
class Expansion:
    """What the tokens from `start` up to `end` also stand for; the key of its chip switches it off.

    strict finds the other words as surely as the typed ones would (None when that is doubtful),
    loose adds them to a looser reading.
    """

    start: int
    end: int
    chip: Chip
    strict: Query | None
    loose: tuple[Query, ...]
    fold: tuple[str, ...]


def expansions(
    typed: tuple[str, ...], tokens: Analysed, marked: bool, lexicon: Lexicon, off: frozenset[str]
) -> tuple[Expansion, ...]:
    """What a run of words also stands for; the longest known words count, from left to right.

    typed are the words as they were written, one for each token.
    """
    chosen: list[Expansion] = []
    longest, start = lexicon.longest, 0
    while start < len(tokens.fold):
        ends = range(min(start + longest, len(tokens.fold)), start, -1)
        known = ((end, list(_at(start, end, typed, tokens, marked, lexicon))) for end in ends)
        end, possible = next(filter(lambda pair: pair[1], known), (start + 1, []))
        chosen += [expansion for expansion in possible if expansion.chip.key not in off]
        start = end
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
    kind = ChipKind.SYNONYM if meaning.synonym else ChipKind.ABBREVIATION
    key = f"{kind.value[0]}:{folded}:{' '.join(other.fold)}".replace(" ", "-")
    chip = Chip(kind, f"{meaning.words} {'~' if meaning.synonym else '='} {meaning.other}", key=key)
    weight = DOUBTFUL if meaning.ambiguous else WEIGHT
    field, words = (Field.SYL, other.syl) if has_marks(meaning.other) else (Field.FOLD, other.fold)
    strict: Query = Term(field, words[0]) if len(words) == 1 else Phrase(field, words)
    pairs = tuple(Term(Field.PAIRS, pair, weight) for pair in distinct(other.pairs))
    loose = pairs or (Term(field, words[0], weight),)
    return Expansion(start, end, chip, None if meaning.ambiguous else strict, loose, other.fold)


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
    if not is_short(words) or len(typed) != 1 or typed[0].isupper():
        return False
    return is_syllable(fold(typed[0]))
