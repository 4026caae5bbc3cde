"""What queries mean, said one entry at a time: the measure of every engine."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from intranet.search.analysis import analyse
from intranet.search.fields import FACETS, Field, IndexEntry, tokens_of
from intranet.search.query.preference import factor
from intranet.search.query.request import Filters
from intranet.search.query.tree import And, DayRange, Not, Or, Phrase, Prefix, Query, Term


@cache
def tokens(entry: IndexEntry, field: Field) -> Sequence[str]:
    """What the entry has in a field."""
    single = {Field.KIND: entry.kind, Field.LEVEL: entry.level, Field.STATUS: entry.status}
    if field in single:
        return [single[field]] if single[field] else []
    return tokens_of(entry, analyse(entry.text))[field.value]


def finds(query: Query, entry: IndexEntry) -> bool:
    """Whether the query finds the entry."""
    match query:
        case Term(field, text):
            return text in tokens(entry, field)
        case Prefix(field, text):
            return any(token.startswith(text) for token in tokens(entry, field))
        case Phrase(field, words):
            there = tokens(entry, field)
            ends = range(len(there) - len(words) + 1)
            return any(tuple(there[n : n + len(words)]) == words for n in ends)
        case DayRange(first, last):
            day = entry.issued_on
            return bool(day) and first <= day and (not last or day <= last)
        case Or(parts):
            return any(finds(part, entry) for part in parts)
        case And(parts):
            return all(finds(part, entry) for part in parts)
        case Not(part):
            return not finds(part, entry)


def may_see(entry: IndexEntry, audience: frozenset[str] | None) -> bool:
    """Whether a word of the audience is the entry's."""
    return audience is None or not audience.isdisjoint(entry.audience)


def there(entry: IndexEntry, filters: Filters) -> bool:
    """Whether the entry arrived in the time of the filters."""
    after, until = filters.arrived_after, filters.arrived_until
    return (not after or entry.arrived > after) and (not until or entry.arrived <= until)


def values(entry: IndexEntry, facet: str, sets: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """What the entry counts for in a facet."""
    if facet == "set":
        return frozenset(name for name, ids in sets.items() if entry.id in ids)
    if facet == "topic":
        return frozenset(filter(None, entry.topics))
    return frozenset(filter(None, [getattr(entry, facet)]))


def passes(entry: IndexEntry, filters: Filters, but: str = "") -> bool:
    """Whether all chosen facets let the entry through, one of them left aside."""
    return there(entry, filters) and all(
        not wanted or facet == but or not wanted.isdisjoint(values(entry, facet, filters.sets))
        for facet, wanted in filters.chosen.items()
    )


def counted(found: Iterable[IndexEntry], filters: Filters) -> dict[str, dict[str, int]]:
    """The counts beside the filters, for what the query finds and the person may see."""
    entries = list(found)
    return {
        facet: dict(
            Counter(
                value
                for entry in entries
                if passes(entry, filters, facet)
                for value in values(entry, facet, filters.sets)
            )
        )
        for facet in FACETS
    }


def preference(entry: IndexEntry, today: str) -> float:
    """What the entry's score is multiplied with."""
    return factor(entry.issued_on, entry.status, today)
