"""One search of a tantivy index: hits in tiers, totals, counts."""

from collections.abc import Iterator, Sequence
from typing import Any

from intranet.search.engines.port import EngineResults
from intranet.search.engines.tantivy.floor_search import Listed
from intranet.search.engines.tantivy.ordering import page
from intranet.search.engines.tantivy.query_translation import any_of, numbered, translated, within
from intranet.search.engines.tantivy.schema import FACET_FIELD, moment_number
from intranet.search.engines.tantivy.snapshot import View
from intranet.search.query.request import Filters, SearchRequest

MOST_VALUES = 100_000


def search(view: View, request: SearchRequest) -> EngineResults:
    """One page of what the query finds, with total and counts."""
    query = within(translated(view.schema, request.query), *_bounds(view, request))
    ahead = [translated(view.schema, one) for one in request.ahead]
    if request.floor:
        return Listed(view, request, query, ahead).found()
    chosen = _chosen(view, request.filters)
    narrowed = within(query, *chosen.values())
    tiers = _tiers(narrowed, ahead)
    counts = [view.count(tier) for tier in tiers] if len(tiers) > 1 else None
    total = sum(counts) if counts is not None else view.count(narrowed)
    return EngineResults(
        hits=tuple(page(view, request, tiers, counts or [total])),
        total=total,
        ahead=sum(counts[:-1]) if counts is not None else 0,
        facets=_facets(view, request, query, chosen, narrowed),
    )


def _bounds(view: View, request: SearchRequest) -> Iterator[Any]:
    """What every hit must have: one word of the audience, and its moment of arrival."""
    if request.audience is not None:
        yield any_of(view.schema, "audience", request.audience)
    until, after = request.filters.arrived_until, request.filters.arrived_after
    if until or after:
        first = moment_number(after) + 1 if after else 0
        last = moment_number(until) if until else 2**63
        yield numbered(view.schema, "arrived", first, last)


def _chosen(view: View, filters: Filters) -> dict[str, Any]:
    """The query of each facet that narrows."""
    found = {
        facet: any_of(view.schema, FACET_FIELD[facet], wanted)
        for facet in FACET_FIELD
        if (wanted := filters.of(facet))
    }
    if names := filters.of("set"):
        found["set"] = view.among([
            one for name in names for one in filters.sets.get(name, ())
        ])  # fmt: skip
    return found


def _facets(
    view: View, request: SearchRequest, query: Any, chosen: dict[str, Any], narrowed: Any
) -> dict[str, dict[str, int]]:
    """The counts of each facet among what all other filters let through."""
    free = [facet for facet in request.facets if facet in FACET_FIELD and facet not in chosen]
    found = _counted(view, narrowed, free) if free else {}
    for facet in request.facets:
        others = [bound for name, bound in chosen.items() if name != facet]
        around = within(query, *others) if facet in chosen else narrowed
        if facet == "set":
            found[facet] = {
                name: count
                for name, ids in request.filters.sets.items()
                if (count := view.count(within(around, view.among(list(ids)))))
            }
        elif facet in chosen:
            found |= _counted(view, around, [facet])
    return {facet: found.get(facet, {}) for facet in request.facets}


def _counted(view: View, query: Any, facets: Sequence[str]) -> dict[str, dict[str, int]]:
    wanted = {
        facet: {"terms": {"field": FACET_FIELD[facet], "size": MOST_VALUES}} for facet in facets
    }
    if not view.entries:
        return {}
    found = view.searcher.aggregate(query, wanted)
    return {
        facet: {one["key"]: one["doc_count"] for one in found[facet]["buckets"]} for facet in facets
    }


def _tiers(narrowed: Any, ahead: Sequence[Any]) -> list[Any]:
    """What each query of `ahead` finds that no earlier one does, and the rest."""
    found = [within(narrowed, one, without=ahead[:n]) for n, one in enumerate(ahead)]
    return [*found, within(narrowed, without=ahead)]
