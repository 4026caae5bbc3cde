"""The search request: what a page asks, handed unchanged from the page to the engine."""

import enum
from dataclasses import dataclass, field, replace

from intranet.search.fields import FACETS
from intranet.search.query.tree import Query


class Sort(enum.Enum):
    """In which order hits come."""

    BEST = "best"
    NEWEST = "newest"
    HIGHEST = "highest"


@dataclass(frozen=True)
class Filters:
    """What a hit must have: one of the values of each facet that names any.

    sets are named sets of entry ids that belong to one person ("unread"): the facet "set" counts
    and narrows to them. arrived_until keeps to what was there at that ISO moment, so that paging
    holds while documents arrive; arrived_after keeps to what came later.
    """

    chosen: dict[str, frozenset[str]] = field(default_factory=dict)
    sets: dict[str, frozenset[str]] = field(default_factory=dict)
    arrived_until: str = ""
    arrived_after: str = ""

    def of(self, facet: str) -> frozenset[str]:
        """The chosen values of a facet; none of them means that it does not narrow."""
        return self.chosen.get(facet, frozenset())

    @property
    def count(self) -> int:
        """How many values were chosen, of all facets together."""
        return sum(map(len, self.chosen.values()))

    def __bool__(self) -> bool:
        return any(self.chosen.values())


@dataclass(frozen=True)
class LooserReading:
    """What is asked instead where a request finds fewer than `few` hits: see `SearchRequest`."""

    few: int
    query: Query
    ahead: tuple[Query, ...]
    floor: float


@dataclass(frozen=True)
class SearchRequest:
    """All of a search: what is to be found, for whom, narrowed to what, in which order, how much.

    audience are index tokens of whom an entry is for, of which a hit has one (None: every entry).
    Hits that a query of `ahead` finds come before the others, in its order. Hits below `floor`
    times the best score are no hits, unless they are ahead. Hits are given from `offset` on, at
    most `limit`; only the counts of `facets` are made. prefer is today as an ISO day where newer
    entries and those in force come gently before equals (`preference.factor`). looser is what is
    asked instead when there is little, so that an engine is asked once; where it need not be, all
    hits count as ahead.
    """

    query: Query
    audience: frozenset[str] | None
    filters: Filters = field(default_factory=Filters)
    ahead: tuple[Query, ...] = ()
    sort: Sort = Sort.BEST
    limit: int = 20
    offset: int = 0
    floor: float = 0.0
    prefer: str = ""
    facets: tuple[str, ...] = FACETS
    looser: LooserReading | None = None

    def loosened(self, looser: LooserReading) -> "SearchRequest":
        """The same in its looser reading."""
        return replace(
            self, query=looser.query, ahead=looser.ahead, floor=looser.floor, looser=None
        )
