"""The lexicon of one query: what its words also stand for, as far as this person may know it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from intranet.directives.audience.visibility import visible_to
from intranet.directives.models import Directive
from intranet.language.text.syllables import is_syllable
from intranet.people.models import StaffMember
from intranet.search.lexicon.meanings import EMPTY, Lexicon, Meaning
from intranet.search.lexicon.models import Abbreviation, LearnedAbbreviation, Synonym
from intranet.search.lexicon.usual_words import PairKeys, WordPair
from intranet.search.query_text import QueryText

LONGEST = 6  # syllables of words that are looked up
MOST_WORDS = 40  # of a query that are looked at
MOST = 4  # meanings of the same words


Weighed = tuple[int, WordPair]
"""Usual and entered pairs weigh more than learned ones, often learned ones more than rare ones."""


def lexicon_for(session: Session, staff: StaffMember, text: QueryText) -> Lexicon:
    """The meanings of the words of this query, both ways round; at most two database queries.

    Learned abbreviations count only from directives that this person may see. A short form that
    is also a syllable (TU, AI) counts only where it is typed in capitals.
    """
    runs = candidates(text)
    if not runs:
        return EMPTY
    meanings: dict[str, list[Meaning]] = defaultdict(list)
    typed = frozenset(text.canonical.replace(",", " ").split())
    for key, meaning in _of_short_forms(_known(session, staff, runs), typed):
        meanings[key].append(meaning)
    for synonym in _synonyms(session, runs):
        meanings[synonym.words_key].append(Meaning(synonym.words, synonym.other, synonym=True))
        meanings[synonym.other_key].append(Meaning(synonym.other, synonym.words, synonym=True))
    return Lexicon({key: tuple(several[:MOST]) for key, several in meanings.items() if key in runs})


def candidates(text: QueryText) -> frozenset[str]:
    """The runs of up to six folded syllables of a query."""
    tokens = text.tokens.fold[:MOST_WORDS]
    return frozenset(
        " ".join(tokens[start : start + length])
        for start in range(len(tokens))
        for length in range(1, min(LONGEST, len(tokens) - start) + 1)
    )


def may_know(staff: StaffMember) -> ColumnElement[bool]:
    """The condition on `LearnedAbbreviation` that holds for what this person may know of."""
    return exists().where(Directive.id == LearnedAbbreviation.directive_id, visible_to(staff))


def learned_pairs(staff: StaffMember, *columns: Any) -> Select[Any]:
    """The pairs that directives explain to this person, the columns counted over their rows."""
    learned = LearnedAbbreviation
    return (
        select(
            func.min(learned.words), learned.words_key,
            func.min(learned.other), learned.other_key, *columns,
        )
        .where(may_know(staff))
        .group_by(learned.words_key, learned.other_key)
    )  # fmt: skip


def different(longs: Iterable[str]) -> list[str]:
    """The long forms, by key, of which none is only a longer wording of another one."""
    apart: list[str] = []
    for long in sorted(longs, key=len):
        if not any(f" {shorter} " in f" {long} " for shorter in apart):
            apart.append(long)
    return apart


def _known(session: Session, staff: StaffMember, runs: frozenset[str]) -> Sequence[Weighed]:
    """The pairs of every short form that was typed, or whose long form was."""
    pairs: dict[PairKeys, Weighed] = {}
    off: set[PairKeys] = set()
    usual = Abbreviation.usual()
    shorts = {pair.words_key for pair in usual.values() if pair.other_key in runs}
    for *written, entered, is_off, times in session.execute(_rows(staff, runs, shorts)):
        pair = WordPair(*written)
        if is_off:
            off.add(pair.keys)
        weight = 10**6 if entered else times
        if weight and (pair.keys not in pairs or weight > pairs[pair.keys][0]):
            pairs[pair.keys] = weight, pair
    shorts |= runs | {short for short, _long in pairs}
    for keys, pair in usual.items():
        if keys[0] in shorts:
            pairs[keys] = 2 * 10**6, pair
    return [known for keys, known in pairs.items() if keys not in off]


def _rows(staff: StaffMember, runs: frozenset[str], shorts: set[str]) -> Select[Any]:
    entered, learned = Abbreviation, LearnedAbbreviation
    of_long = union_all(
        select(entered.words_key).where(entered.other_key.in_(runs)),
        select(learned.words_key).where(learned.other_key.in_(runs), may_know(staff)),
    ).subquery()
    named = runs | shorts
    by_hand = select(
        entered.words, entered.words_key, entered.other, entered.other_key,
        entered.entered, entered.off, literal(0),
    ).where(or_(entered.words_key.in_(named), entered.words_key.in_(select(of_long))))  # fmt: skip
    by_machine = learned_pairs(staff, literal(False), literal(False), func.count()).where(
        or_(learned.words_key.in_(named), learned.words_key.in_(select(of_long)))
    )
    return select(union_all(by_hand, by_machine).subquery())


def _of_short_forms(
    known: Sequence[Weighed], typed: frozenset[str]
) -> Iterable[tuple[str, Meaning]]:
    longs: dict[str, dict[str, Weighed]] = defaultdict(dict)
    for weight, pair in known:
        # TU and TƯ are the same folded, and so is từ: how it is written tells them apart.
        short = pair.words if is_syllable(pair.words_key) else pair.words_key
        longs[short][pair.other_key] = weight, pair
    for short, by_long in longs.items():
        apart = different(by_long)
        for long_key in sorted(apart, key=lambda long: (-by_long[long][0], long)):
            both, ambiguous = by_long[long_key][1], len(apart) > 1
            if short == both.words_key or short in typed:
                yield both.words_key, Meaning(both.words, both.other, ambiguous)
            yield long_key, Meaning(both.other, both.words, ambiguous)


def _synonyms(session: Session, runs: frozenset[str]) -> Sequence[WordPair]:
    pairs = {keys: pair for keys, pair in Synonym.usual().items() if set(keys) & runs}
    query = select(Synonym).where(or_(Synonym.words_key.in_(runs), Synonym.other_key.in_(runs)))
    rows = session.scalars(query.order_by(Synonym.id)).all()
    pairs |= {row.pair.keys: row.pair for row in rows}
    off = {row.pair.keys for row in rows if row.off}
    return [pair for keys, pair in pairs.items() if keys not in off]
