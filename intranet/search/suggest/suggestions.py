"""What somebody may be about to type: suggestions from an index, without a database.

All of it comes out of searches with the person's audience, and of titles that the person may see:
nothing is suggested from what that person may not see.
"""

from collections.abc import Iterable, Mapping, Sequence

from intranet.language.bodies.document_types import TYPE_BY_NAME
from intranet.language.symbols.parsing import lookup_key
from intranet.language.text.normalization import canonical, has_marks
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
    VisibleIndex,
    plain_words,
    typed,
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
    entered, index = typed(raw), VisibleIndex(engine, audience, titles)
    proposed = conditions(index, entered)
    if (proposed and proposed[0].text[-1:] != ":") or len("".join(entered.words)) < LEAST:
        return proposed
    numbered, seen = _by_symbol(index, entered), _by_title(index, entered)
    if not seen and not numbered and (converted := from_telex(raw)):
        # Telex or VNI that was not converted.
        entered = typed(converted)
        seen = _by_title(index, entered)
    continued = phrases(entered, [titled.title for titled in seen.values()])
    return (*_listed(entered, numbered, seen), *continued, *proposed)


def _listed(
    entered: TypedQuery, numbered: Mapping[str, EntryTitle], seen: Mapping[str, EntryTitle]
) -> Iterable[SearchSuggestion]:
    """What bears such a symbol, then what has the words in its title, the nearest first."""
    bearing = {name: titled for name, titled in seen.items() if entered.is_all_in(titled.symbol)}
    numbered = dict([*numbered.items(), *bearing.items()][:MOST_SYMBOLS])
    for titled in numbered.values():
        spans = _begun(titled.symbol, lookup_key(entered.tail)) or entered.spans(titled.symbol)
        yield SearchSuggestion(
            SuggestionGroup.SYMBOL, titled.symbol, titled.title, url=titled.url, marks=spans
        )
    others = (titled for name, titled in seen.items() if name not in numbered)
    for titled in sorted(others, key=lambda other: _far(entered, other.title))[:MOST_TITLES]:
        spans, detail = entered.spans(titled.title), titled.symbol or titled.kind
        yield SearchSuggestion(
            SuggestionGroup.TITLE, titled.title, detail, url=titled.url, marks=spans
        )


def _by_symbol(index: VisibleIndex, entered: TypedQuery) -> Mapping[str, EntryTitle]:
    """What bears a symbol that begins so ("57/nq", "nq 57"); what bears just this one is first."""
    tail = canonical(entered.tail).strip()
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
    exact = tuple(Term(Field.OWN, key) for key in keys)
    if not exact and not begins:
        return {}
    ahead = (Or(exact),) if exact else ()
    seen = index.titled(Or((*exact, *begins)), *entered.bounds, ahead=ahead)
    return {name: titled for name, titled in seen.items() if titled.symbol}


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


def _by_title(index: VisibleIndex, entered: TypedQuery) -> Mapping[str, EntryTitle]:
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
    ahead = (_titled(entered.words, False),) if entered.is_open else ()
    return index.titled(Or(tuple(ways)), *entered.bounds, ahead=ahead)


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
    plain, tail = " ".join(plain_words(title)), " ".join(plain_words(entered.tail))
    other = has_marks(entered.tail) and entered.tail.lower().strip() not in title.lower()
    return not plain.startswith(tail), tail not in plain, other
