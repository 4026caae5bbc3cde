"""The query tree as tantivy queries."""

from collections.abc import Iterable, Sequence
from typing import Any

import tantivy

from intranet.search.engines.tantivy.schema import day_number
from intranet.search.fields import UNSCORED, Field
from intranet.search.query.tree import And, DayRange, Not, Or, Phrase, Prefix, Query, Term

MUST, SHOULD, MUST_NOT = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot
LATEST = 99_99_99_99
FEW = 64  # values of which each is asked for by itself
# Fields whose terms carry no number of places.
OPTION = {Field.PAIRS: "freq", Field.CITED: "freq"}
WHOLE = frozenset({Field.OWN, Field.KIND, Field.LEVEL, Field.STATUS})


def translated(schema: Any, query: Query) -> Any:
    """The tantivy query that finds and scores the same. Raises ValueError for a lone Not."""
    match query:
        case Term():
            return _term(schema, query)
        case Prefix(field, text):
            beginning = tantivy.Query.fuzzy_term_query(
                schema, field.value, text, distance=0, prefix=True
            )
            return flat(beginning, 0.0 if field in UNSCORED else 1.0)
        case Phrase(field, (only,)):
            return _term(schema, Term(field, only))
        case Phrase(field, words):
            on_end = tantivy.Query.phrase_query(schema, field.value, list(words))
            return flat(on_end) if field in UNSCORED else on_end
        case DayRange("", ""):
            return flat(tantivy.Query.all_query())
        case DayRange(first, last):
            days = day_number(first) or 1, day_number(last) or LATEST
            return flat(numbered(schema, "day", *days))
        case Or((only,)):
            return translated(schema, only)
        case Or(parts):
            return either(translated(schema, part) for part in parts)
        case And():
            return _all(schema, query)
        case Not():
            raise ValueError("what is left out needs something to be left out of")


def flat(query: Any, score: float = 0.0) -> Any:
    """What the query finds, all of it with one score."""
    return tantivy.Query.const_score_query(query, score)


def either(queries: Iterable[Any]) -> Any:
    """What at least one of the queries finds."""
    return tantivy.Query.boolean_query([(SHOULD, query) for query in queries])


def within(query: Any, *bounds: Any, without: Sequence[Any] = ()) -> Any:
    """What the query finds inside all bounds and outside of what is left out; it alone scores."""
    if not bounds and not without:
        return query
    return tantivy.Query.boolean_query([
        (MUST, query),
        *((MUST, flat(bound)) for bound in bounds),
        *((MUST_NOT, other) for other in without),
    ])  # fmt: skip


def any_of(schema: Any, name: str, values: Iterable[Any]) -> Any:
    """What has one of the values in the field."""
    known = list(values)
    if not 0 < len(known) <= FEW or not isinstance(known[0], str):
        return tantivy.Query.term_set_query(schema, name, known)
    # A set is made anew by each segment for each search: a few words are found six times as fast.
    return either(tantivy.Query.term_query(schema, name, value, "basic") for value in known)


def numbered(schema: Any, name: str, first: int, last: int) -> Any:
    """What has a number from first to last, both included."""
    return tantivy.Query.range_query(schema, name, tantivy.FieldType.Unsigned, first, last)


def _term(schema: Any, term: Term) -> Any:
    field = term.field
    option = "basic" if field in WHOLE else OPTION.get(field, "position")
    query = tantivy.Query.term_query(schema, field.value, term.text, option)
    if field in UNSCORED or field is Field.OWN:
        return flat(query, 0.0 if field in UNSCORED else term.weight)
    return query if term.weight == 1.0 else tantivy.Query.boost_query(query, term.weight)


def _all(schema: Any, query: And) -> Any:
    parts = [
        (MUST_NOT, translated(schema, part.part))
        if isinstance(part, Not)
        else (MUST, translated(schema, part))
        for part in query.parts
    ]
    if query.bonus:
        parts.append((SHOULD, translated(schema, query.bonus)))
    return tantivy.Query.boolean_query(parts)
