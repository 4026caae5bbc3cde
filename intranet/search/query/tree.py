"""The query tree: what an engine is asked to find, in terms of index fields and tokens."""

from collections.abc import Iterable
from dataclasses import dataclass

from intranet.search.fields import Field


@dataclass(frozen=True)
class Term:
    """Entries that have the token in the field."""

    field: Field
    text: str
    weight: float = 1.0


@dataclass(frozen=True)
class Prefix:
    """Entries that have a token beginning so."""

    field: Field
    text: str


@dataclass(frozen=True)
class Phrase:
    """Entries that have the tokens on end."""

    field: Field
    words: tuple[str, ...]


@dataclass(frozen=True)
class And:
    """Entries that every part finds; `bonus` adds to the score of those it finds too."""

    parts: tuple["Query", ...]
    bonus: "Query | None" = None


@dataclass(frozen=True)
class Or:
    """Entries that at least one part finds."""

    parts: tuple["Query", ...]


@dataclass(frozen=True)
class Not:
    """Entries that the part does not find; only inside And."""

    part: "Query"


@dataclass(frozen=True)
class DayRange:
    """Entries issued from `first` to `last`, ISO days, both included; "" leaves the end open."""

    first: str = ""
    last: str = ""


Query = Term | Prefix | Phrase | And | Or | Not | DayRange

# All that is filed has a level; what is no directive has at least a day.
EVERYTHING = Or((Prefix(Field.LEVEL, ""), DayRange()))
"""Every entry of the index."""


def either(queries: Iterable[Query | None]) -> Query | None:
    """What one of the queries finds; None when there is none."""
    some = tuple(query for query in queries if query is not None)
    return (some[0] if len(some) == 1 else Or(some)) if some else None
