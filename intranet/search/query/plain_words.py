"""What a run of plain words or a phrase means: directives and days named, words, other words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intranet.language.symbols.parsing import lookup_key
from intranet.language.text.normalization import fold, has_marks
from intranet.search.analysis import Analysed, analyse, distinct, written_words
from intranet.search.fields import Field
from intranet.search.lexicon.meanings import Lexicon
from intranet.search.query import references
from intranet.search.query.expansion import Expansion, expansions
from intranet.search.query.meaning import Chip, ChipKind
from intranet.search.query.reference_details import asks_for_another, without_references
from intranet.search.query.references import Reference
from intranet.search.query.tree import And, Or, Phrase, Prefix, Query, Term

MOST_WORDS = 200
ACRONYM = re.compile(r"[^\W\d_]{2,6}")
# A merely folded match counts little beside the exact one, and only where words are few:
# with many words the pairs find what was typed otherwise.
FOLDED_WEIGHT = 0.4
FEW_WORDS = 4


@dataclass(frozen=True)
class PartMeaning:
    """What one part of a query means.

    strict: all of it must be met; bonus adds to the score then. loose: any of it, for near hits,
    but all of `bound`. own: what bears the directives that are named, best first. shown are the
    folded words whose places are shown, word_queries has each typed word with what finds it.
    is_symbol: nothing but a directive with its details was typed. beginnings are folded words that
    may go on.
    """

    text: str
    tokens: Analysed
    is_phrase: bool = False
    shown: tuple[str, ...] = ()
    strict: tuple[Query, ...] = ()
    bonus: tuple[Query, ...] = ()
    loose: tuple[Query, ...] = ()
    bound: tuple[Query, ...] = ()
    own: tuple[Query, ...] = ()
    symbols: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    chips: tuple[Chip, ...] = ()
    word_queries: tuple[tuple[str, Query], ...] = ()
    is_named: bool = False
    is_symbol: bool = False
    is_beginning: bool = False
    beginnings: tuple[str, ...] = ()


WordUnits = dict[Query, tuple[str, Query]]
"""What finds words that stand or fall together: how they were typed, and what finds them folded."""


def is_marked(text: str) -> bool:
    """Whether Vietnamese marks were typed; CĐS says nothing about the other words."""
    return any(
        has_marks(word) and not (ACRONYM.fullmatch(word) and word.isupper())
        for word in text.split()
    )


def phrase(tokens: Analysed, marked: bool) -> Query:
    """What has the tokens on end."""
    field, spelled = _spelled(tokens, marked)
    return Term(field, spelled[0]) if len(spelled) == 1 else Phrase(field, spelled)


def read_phrase(text: str, marked: bool) -> PartMeaning:
    """The meaning of what stands between quotation marks, some word at least."""
    tokens = analyse(text)
    folded = phrase(tokens, False)
    return PartMeaning(
        text,
        tokens,
        is_phrase=True,
        strict=(phrase(tokens, marked),),
        bound=(folded,),
        symbols=distinct(tokens.symbols),
        phrases=(tokens.fold,),
        word_queries=((" ".join(tokens.fold), folded),),
    )


def beginning(text: str) -> Query:
    """What has a word, or bears a symbol, that begins as "thanh*" or "57-NQ*" says."""
    bare = text.rstrip("*")
    if any(map(str.isdigit, bare)):
        return Prefix(Field.OWN, lookup_key(bare))
    return Prefix(Field.FOLD, fold(bare))


def read_beginning(text: str) -> PartMeaning:
    """The meaning of a word with a star behind it."""
    query = beginning(text)
    begun = (query.text,) if isinstance(query, Prefix) and query.field is Field.FOLD else ()
    return PartMeaning(
        text, analyse(""), strict=(query,), loose=(query,), is_beginning=True, beginnings=begun,
        word_queries=((text, query),),
    )  # fmt: skip


def read_words(text: str, marked: bool, lexicon: Lexicon, off: frozenset[str]) -> PartMeaning:
    """The meaning of plain words without quotes and keys; off holds keys of chips."""
    named = tuple(name for name in references.references_in(text) if _key(name) not in off)
    directives = [reference for reference in named if reference.keys]
    rest, details = without_references(text, named)
    tokens, left = analyse(text), analyse(rest)
    written = written_words(rest)
    expanded = expansions(written, left, marked, lexicon, off)
    units = _units(written, left, marked, expanded)
    alone = bool(directives) and not left.fold
    days = tuple(Term(Field.CITED, reference.day) for reference in named if reference.day)
    days = () if len(directives) == 1 else days
    bearing = tuple(_of_directive(reference, alone) for reference in directives)
    near = () if alone else _bonus(tokens, marked)
    all_words = And(tuple(Term(Field.FOLD, token) for token in distinct(tokens.fold)))
    loose = (*bearing, all_words) if directives else days
    symbols = [reference.symbol for reference in directives if reference.symbol]
    spelled = [words for reference in directives for words in reference.spelled]
    return PartMeaning(
        text,
        tokens,
        shown=() if alone else distinct(tokens.fold)[:MOST_WORDS],
        strict=(*bearing, *days, *units),
        bonus=near,
        loose=(
            *loose, *(() if alone else _words(tokens, marked)), *near,
            *(query for expansion in expanded for query in expansion.loose),
        ),
        own=tuple(_own(text, directives, details, units)),
        symbols=distinct((*symbols, *tokens.symbols)),
        phrases=(*spelled, *(expansion.fold for expansion in expanded)),
        chips=(*map(_chip, named), *(expansion.chip for expansion in expanded)),
        word_queries=(
            *((reference.text, _of_directive(reference, False)) for reference in directives),
            *((day.text, Term(Field.CITED, day.day)) for day in named if not directives),
            *units.values(),
        ),
        is_named=bool(named),
        is_symbol=alone,
    )  # fmt: skip


def _spelled(tokens: Analysed, marked: bool) -> tuple[Field, tuple[str, ...]]:
    return (Field.SYL, tokens.syl) if marked else (Field.FOLD, tokens.fold)


def _words(tokens: Analysed, marked: bool) -> tuple[Query, ...]:
    field, spelled = _spelled(tokens, marked)
    return tuple(Term(field, token) for token in distinct(spelled)[:MOST_WORDS])


def _bonus(tokens: Analysed, marked: bool) -> tuple[Query, ...]:
    folded = distinct(tokens.fold)[:MOST_WORDS]
    pairs = tuple(Term(Field.PAIRS, pair) for pair in distinct(tokens.pairs)[:MOST_WORDS])
    if marked and len(folded) <= FEW_WORDS:
        return (*pairs, *(Term(Field.FOLD, token, FOLDED_WEIGHT) for token in folded))
    return pairs


def _units(
    typed: tuple[str, ...], left: Analysed, marked: bool, expanded: Sequence[Expansion]
) -> WordUnits:
    field, tokens = _spelled(left, marked)
    spans: dict[int, tuple[int, list[Query]]] = {}
    for expansion in expanded:
        if expansion.strict:
            spans.setdefault(expansion.start, (expansion.end, []))[1].append(expansion.strict)
    units: WordUnits = {}
    start = 0
    while start < len(tokens) and len(units) < MOST_WORDS:
        end, others = spans.get(start, (start + 1, []))
        query = _all([Term(field, token) for token in tokens[start:end]])
        folded = _all([Term(Field.FOLD, token) for token in left.fold[start:end]])
        if others:
            query, folded = Or((query, *others)), Or((folded, *others))
        units.setdefault(query, (" ".join(typed[start:end]), folded))
        start = end
    return units


def _all(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else And(tuple(queries))


def _of_directive(reference: Reference, alone: bool) -> Query:
    """Entries that bear or name the directive."""
    ways: list[Query] = [Term(Field.OWN, key) for key in reference.keys]
    if reference.symbol:
        ways.append(Term(Field.CITED, reference.symbol))
    parts = distinct(analyse(reference.text).fold)
    if not alone and parts:
        ways.append(_all([Term(Field.FOLD, part) for part in parts]))
    ways += [Phrase(Field.FOLD, spelled) for spelled in reference.spelled]
    return ways[0] if len(ways) == 1 else Or(tuple(ways))


def _own(
    text: str,
    directives: Sequence[Reference],
    details: tuple[Query, ...],
    units: WordUnits,
) -> Iterator[Query]:
    """What bears a named directive, better the more of the rest it has too."""
    rest = tuple(folded for _typed, folded in units.values())
    for reference in directives:
        if rest and asks_for_another(text, reference):
            continue
        bears = Or(tuple(Term(Field.OWN, key) for key in reference.keys))
        if details:
            yield And((bears, *details, *rest))
        if rest:
            yield And((bears, *rest))
        if not rest or reference.symbol:
            yield bears
    if with_codes := references.looks_like_number_and_codes(text):
        number, codes = with_codes
        yield And((Term(Field.OWN, f"so:{number.lstrip('0') or '0'}"),
                   *(Term(Field.FOLD, code) for code in codes)))  # fmt: skip


def _key(reference: Reference) -> str:
    return "n:" + "-".join(analyse(reference.text).fold)


def _chip(reference: Reference) -> Chip:
    kind = ChipKind.DATE if reference.day else ChipKind.SYMBOL
    return Chip(kind, reference.text, key=_key(reference))
