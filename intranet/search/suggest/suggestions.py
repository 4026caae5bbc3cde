"""What somebody may be about to type: suggestions from an index, without a database.

All of it comes out of searches with the person's audience, and of titles that the person may see:
nothing is suggested from what that person may not see.
"""

from collections.abc import Iterable, Mapping, Sequence

from intranet.language.bodies.document_types import TYPE_BY_NAME
from intranet.language.symbols.parsing import lookup_key
from intranet.language.text.normalization import canonical
from intranet.language.text.telex import from_telex
from intranet.search.analysis import distinct
from intranet.search.engines.port import Engine
from intranet.search.fields import Field
from intranet.search.query.references import flat, references_in
from intranet.search.query.tree import And, Or, Prefix, Query, Term
from intranet.search.suggest.conditions import conditions
from intranet.search.suggest.phrases import phrases
from intranet.search.suggest.typed_query import (
    EntryTitle,
    SearchSuggestion,
    SuggestionGroup,
    Titles,
    TypedQuery,
    ids_of,
    typed,
    words_of,
)

MOST_SYMBOLS, MOST_TITLES = 4, 6
LONGEST_KIND = 4  # words
LEAST = 2  # signs below which nothing is looked for


def suggestions(
    engine: Engine, raw: str, audience: frozenset[str] | None, titles: Titles
) -> tuple[SearchSuggestion, ...]:
    """What may continue the typed words, in the order of `SuggestionGroup`; values of a key alone.

    titles gives, by id, those of some found entries that the person may see.
    """
    entered = typed(raw)
    proposed = conditions(engine, entered, audience, titles)
    if (proposed and proposed[0].text[-1:] != ":") or len("".join(entered.words)) < LEAST:
        return proposed
    numbered = _by_symbol(engine, entered, audience, titles)
    seen = _by_title(engine, entered, audience, titles)
    if not seen and not numbered and (converted := from_telex(raw)):
        # Telex or VNI that was not converted.
        entered = typed(converted)
        seen = _by_title(engine, entered, audience, titles)
    continued = phrases(entered, [titled.title for titled in seen.values()])
    return (*_listed(entered, numbered, seen), *continued, *proposed)


def _listed(
    entered: TypedQuery, numbered: Mapping[str, EntryTitle], seen: Mapping[str, EntryTitle]
) -> Iterable[SearchSuggestion]:
    """What bears such a symbol, then what has the words in its title, the nearest first."""
    bearing = {name: titled for name, titled in seen.items() if entered.is_all_in(titled.symbol)}
    numbered = dict([*numbered.items(), *bearing.items()][:MOST_SYMBOLS])
    for name, titled in numbered.items():
        spans = _begun(titled.symbol, lookup_key(entered.tail)) or entered.spans(titled.symbol)
        yield SearchSuggestion(
            SuggestionGroup.SYMBOL, titled.symbol, titled.title, entry=name, marks=spans
        )
    others = [(name, titled) for name, titled in seen.items() if name not in numbered]
    ranked = sorted(others, key=lambda titled: _far(entered, titled[1].title))
    for name, titled in ranked[:MOST_TITLES]:
        spans = entered.spans(titled.title)
        detail = titled.symbol or titled.kind
        yield SearchSuggestion(SuggestionGroup.TITLE, titled.title, detail, entry=name, marks=spans)


def _by_symbol(
    engine: Engine, entered: TypedQuery, audience: frozenset[str] | None, titles: Titles
) -> Mapping[str, EntryTitle]:
    query, exact = _symbol_query(entered.tail)
    if query is None:
        return {}
    bound = And((query, *entered.bounds)) if entered.bounds else query
    seen = titles(ids_of(engine, bound, audience, exact))
    return {name: titled for name, titled in seen.items() if titled.symbol}


def _symbol_query(tail: str) -> tuple[Query | None, tuple[Query, ...]]:
    """What bears a symbol that begins so ("57/nq", "nq 57"), and what bears just this one."""
    tail = canonical(tail).strip()
    keys = distinct(
        key
        for reference in references_in(tail)
        if reference.is_whole(tail)
        for key in reference.keys
    )
    begun = lookup_key(tail)
    # A lone number begins many symbols; those with just this number come first.
    begins = [Prefix(Field.OWN, begun)] if begun[:1].isdigit() else []
    begins += [Prefix(Field.OWN, key) for key in keys if ":" in key]
    ways: tuple[Query, ...] = (*(Term(Field.OWN, key) for key in keys), *begins)
    if not ways:
        return None, ()
    exact: tuple[Query, ...] = tuple(Term(Field.OWN, key) for key in keys)
    return Or(ways), ((Or(exact),) if exact else ())


def _begun(symbol: str, key: str) -> tuple[tuple[int, int], ...]:
    """The beginning of the symbol that was typed, its signs aside."""
    plain, place = flat(symbol), 0
    for at, sign in enumerate(plain):
        if place == len(key):
            return ((0, at),) if at else ()
        if sign.isalnum():
            if sign != key[place]:
                return ()
            place += 1
    return ((0, len(symbol)),) if place == len(key) else ()


def _by_title(
    engine: Engine, entered: TypedQuery, audience: frozenset[str] | None, titles: Titles
) -> Mapping[str, EntryTitle]:
    """What has the typed words in its title, the last as it begins; whole words come first.

    A kind at the beginning ("kế hoạch truyền thông") is also that of the directive, as titles often
    do without it.
    """
    if not entered.words:
        return {}
    ways = [_titled(entered.words, entered.is_open)]
    kind, rest = _kind_and_rest(entered.words)
    if kind:
        ways.append(And((kind, *((_titled(rest, entered.is_open),) if rest else ()))))
    query = Or(tuple(ways)) if kind else ways[0]
    ahead = (_titled(entered.words, False),) if entered.is_open else ()
    bound = And((query, *entered.bounds)) if entered.bounds else query
    return titles(ids_of(engine, bound, audience, ahead))


def _titled(words: Sequence[str], is_open: bool) -> Query:
    whole = words[:-1] if is_open else words
    parts: list[Query] = [Term(Field.TITLE, word) for word in distinct(whole)]
    if is_open:
        parts.append(Prefix(Field.TITLE, words[-1]))
    return And(tuple(parts))


def _kind_and_rest(words: tuple[str, ...]) -> tuple[Query | None, tuple[str, ...]]:
    for count in range(min(len(words), LONGEST_KIND), 1, -1):
        if kind := TYPE_BY_NAME.get(" ".join(words[:count])):
            return Term(Field.KIND, kind.name), words[count:]
    return None, ()


def _far(entered: TypedQuery, title: str) -> tuple[bool, bool, bool]:
    """How far a title is from what was typed: does not begin so, has it not on end, other marks."""
    plain = " ".join(word.text for word in words_of(title))
    tail = " ".join(word.text for word in words_of(entered.tail))
    other = entered.marked and entered.tail.lower().strip() not in title.lower()
    return not plain.startswith(tail), tail not in plain, other
