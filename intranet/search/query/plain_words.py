"""How a run of plain words is read: papers and days it names, words, what they also stand for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intranet.language.text.normalization import has_marks
from intranet.language.text.syllables import words
from intranet.search.analysis import PART, Analysed, analyse, distinct
from intranet.search.fields import Field
from intranet.search.lexicon.meanings import Lexicon
from intranet.search.query.expansion import Expansion, expansions
from intranet.search.query.meaning import Chip, ChipKind
from intranet.search.query.reference_details import apart, is_about_another
from intranet.search.query.references import Reference, looks_like_number_and_codes, named_in
from intranet.search.query.tree import And, Or, Phrase, Query, Term

MOST_WORDS = 200
ACRONYM = re.compile(r"[^\W\d_]{2,6}")
# A merely folded match counts little beside the exact one, and only where words are few:
# with many words the pairs find what was typed otherwise.
FOLDED_WEIGHT = 0.4
FEW_WORDS = 4


@dataclass(frozen=True)
class PlainWords:
    """A run of words as it was read.

    strict: all of it must be met; bonus adds to the score then. loose: any of it, for near hits.
    own: what bears the papers that are named, best first. is_symbol: nothing but a paper with
    what belongs to it was typed.
    """

    text: str
    tokens: Analysed
    shown: tuple[str, ...] = ()
    strict: tuple[Query, ...] = ()
    bonus: tuple[Query, ...] = ()
    loose: tuple[Query, ...] = ()
    own: tuple[Query, ...] = ()
    symbols: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    chips: tuple[Chip, ...] = ()
    asked: tuple[tuple[str, Query], ...] = ()
    is_named: bool = False
    is_symbol: bool = False


@dataclass(frozen=True)
class WordUnit:
    """Words that stand or fall together: how they were typed, what finds them, and folded."""

    typed: str
    query: Query
    folded: Query


def is_marked(text: str) -> bool:
    """Whether Vietnamese marks were typed; CĐS says nothing about the other words."""
    return any(
        has_marks(word) and not (ACRONYM.fullmatch(word) and word.isupper())
        for word in text.split()
    )


def phrase(tokens: Analysed, marked: bool) -> Query:
    """What has the tokens on end."""
    field, found = (Field.SYL, tokens.syl) if marked else (Field.FOLD, tokens.fold)
    return Term(field, found[0]) if len(found) == 1 else Phrase(field, found)


def read(text: str, marked: bool, lexicon: Lexicon, off: frozenset[str]) -> PlainWords:
    """The reading of plain words without quotes and keys; off holds keys of chips."""
    named = tuple(one for one in named_in(text) if _key(one) not in off)
    if any(one.keys for one in named):
        return _with_papers(text, named, marked, lexicon, off)
    rest, _ = apart(text, named)
    tokens, left = analyse(text), analyse(rest)
    typed = _typed(rest)
    expanded = expansions(typed, left, marked, lexicon, off)
    units = _units(typed, left, marked, expanded)
    near = _near(tokens, marked)
    days = tuple(Term(Field.CITED, one.day) for one in named)
    return PlainWords(
        text,
        tokens,
        shown=distinct(tokens.fold)[:MOST_WORDS],
        strict=(*days, *(unit.query for unit in units)),
        bonus=near,
        loose=(*days, *_words(tokens, marked), *near, *(q for one in expanded for q in one.loose)),
        own=tuple(_number_and_codes(text)),
        symbols=distinct(tokens.symbols),
        phrases=tuple(one.fold for one in expanded),
        chips=(*map(_chip, named), *map(_expanded_chip, expanded)),
        asked=(*(_asked_of(one) for one in named), *((u.typed, u.folded) for u in units)),
        is_named=bool(named),
    )


def _with_papers(
    text: str, named: tuple[Reference, ...], marked: bool, lexicon: Lexicon, off: frozenset[str]
) -> PlainWords:
    rest, about = apart(text, named)
    tokens, left = analyse(text), analyse(rest)
    typed = _typed(rest)
    expanded = expansions(typed, left, marked, lexicon, off)
    units = _units(typed, left, marked, expanded)
    papers = [one for one in named if one.keys]
    alone = not left.fold
    wanted = tuple(_of_paper(one, alone) for one in papers)
    days = () if len(papers) == 1 else tuple(Term(Field.CITED, one.day) for one in named if one.day)
    parts = And(tuple(Term(Field.FOLD, token) for token in distinct(tokens.fold)))
    near = () if alone else _near(tokens, marked)
    return PlainWords(
        text,
        tokens,
        shown=() if alone else distinct(tokens.fold)[:MOST_WORDS],
        strict=(*wanted, *days, *(unit.query for unit in units)),
        bonus=near,
        loose=(
            *wanted, parts, *(() if alone else _words(tokens, marked)), *near,
            *(q for one in expanded for q in one.loose),
        ),
        own=tuple(_own(text, papers, about, units)),
        symbols=distinct((*(one.symbol for one in papers if one.symbol), *tokens.symbols)),
        phrases=(*(p for one in papers for p in one.spelled), *(one.fold for one in expanded)),
        chips=(*map(_chip, named), *map(_expanded_chip, expanded)),
        asked=(*(_asked_of(one) for one in papers), *((u.typed, u.folded) for u in units)),
        is_named=True,
        is_symbol=alone,
    )  # fmt: skip


def _typed(text: str) -> tuple[str, ...]:
    """The words as written, one for each token that `analyse` makes."""
    return tuple(
        part
        for word in words(text)
        for part in (PART.findall(word.text) if word.kind == "symbol" else (word.text,))
    )


def _words(tokens: Analysed, marked: bool) -> tuple[Query, ...]:
    field, found = (Field.SYL, tokens.syl) if marked else (Field.FOLD, tokens.fold)
    return tuple(Term(field, token) for token in distinct(found)[:MOST_WORDS])


def _near(tokens: Analysed, marked: bool) -> tuple[Query, ...]:
    folded = distinct(tokens.fold)[:MOST_WORDS]
    pairs = tuple(Term(Field.PAIRS, pair) for pair in distinct(tokens.pairs)[:MOST_WORDS])
    if marked and len(folded) <= FEW_WORDS:
        return (*pairs, *(Term(Field.FOLD, token, FOLDED_WEIGHT) for token in folded))
    return pairs


def _units(
    typed: tuple[str, ...], left: Analysed, marked: bool, expanded: Sequence[Expansion]
) -> tuple[WordUnit, ...]:
    field, tokens = (Field.SYL, left.syl) if marked else (Field.FOLD, left.fold)
    spans: dict[int, tuple[int, list[Query]]] = {}
    for one in expanded:
        if one.strict:
            spans.setdefault(one.start, (one.end, []))[1].append(one.strict)
    units: dict[Query, WordUnit] = {}
    start = 0
    while start < len(tokens) and len(units) < MOST_WORDS:
        end, others = spans.get(start, (start + 1, []))
        query = _all([Term(field, token) for token in tokens[start:end]])
        folded = _all([Term(Field.FOLD, token) for token in left.fold[start:end]])
        if others:
            query, folded = Or((query, *others)), Or((folded, *others))
        units.setdefault(query, WordUnit(" ".join(typed[start:end]), query, folded))
        start = end
    return tuple(units.values())


def _all(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else And(tuple(queries))


def _of_paper(one: Reference, alone: bool) -> Query:
    """Entries that bear or name the paper."""
    ways: list[Query] = [Term(Field.OWN, key) for key in one.keys]
    if one.symbol:
        ways.append(Term(Field.CITED, one.symbol))
    parts = distinct(analyse(one.text).fold)
    if not alone and parts:
        ways.append(_all([Term(Field.FOLD, part) for part in parts]))
    ways += [Phrase(Field.FOLD, spelled) for spelled in one.spelled]
    return ways[0] if len(ways) == 1 else Or(tuple(ways))


def _own(
    text: str, papers: Sequence[Reference], about: tuple[Query, ...], units: Sequence[WordUnit]
) -> Iterator[Query]:
    """What bears a named paper, better the more of the rest it has too."""
    rest = tuple(unit.folded for unit in units)
    for one in papers:
        if rest and is_about_another(text, one):
            continue
        bears = Or(tuple(Term(Field.OWN, key) for key in one.keys))
        if about:
            yield And((bears, *about, *rest))
        if rest:
            yield And((bears, *rest))
        if not rest or one.symbol:
            yield bears
    yield from _number_and_codes(text)


def _number_and_codes(text: str) -> Iterator[Query]:
    if found := looks_like_number_and_codes(text):
        number, codes = found
        yield And((Term(Field.OWN, f"so:{number.lstrip('0') or '0'}"),
                   *(Term(Field.FOLD, code) for code in codes)))  # fmt: skip


def _key(one: Reference) -> str:
    return "n:" + "-".join(analyse(one.text).fold)


def _chip(one: Reference) -> Chip:
    return Chip(ChipKind.DATE if one.day else ChipKind.SYMBOL, one.text, key=_key(one))


def _expanded_chip(one: Expansion) -> Chip:
    step = ChipKind.SYNONYM if one.meaning.synonym else ChipKind.ABBREVIATION
    return Chip(step, one.text, key=one.key)


def _asked_of(one: Reference) -> tuple[str, Query]:
    return one.text, Term(Field.CITED, one.day) if one.day else _of_paper(one, False)
