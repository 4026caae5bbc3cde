"""The check boxes that narrow the hits, with the counts beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from intranet.directives.words import TYPE
from intranet.language.bodies.document_types import DocumentType
from intranet.search.engines.port import level_rank
from intranet.search.results.page_address import NAMES
from intranet.search.results.queries import ResultsPage
from intranet.search.results.words import SET

SHOWN = 4


@dataclass(frozen=True)
class Option:
    """One value that hits can be narrowed to."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """One group of check boxes; `more` are those that are folded away."""

    key: str
    name: str
    shown: Sequence[Option]
    more: Sequence[Option]


def facets_of(page: ResultsPage) -> Sequence[Facet]:
    """The groups of check boxes with their counts; groups without any choice are left out."""
    groups = []
    for facet, name in NAMES.items():
        counts = page.outcome.results.facets.get(facet, {})
        if options := _options(facet, counts, page.address.filters.of(facet)):
            cut = max(SHOWN, sum(option.chosen for option in options))
            groups.append(Facet(facet, name, options[:cut], options[cut:]))
    return groups


def _options(facet: str, counts: Mapping[str, int], chosen: frozenset[str]) -> list[Option]:
    options = [
        Option(value, _label(facet, value), counts.get(value, 0), value in chosen)
        for value in {*counts, *chosen}
    ]
    if facet == "level":
        return sorted(options, key=lambda option: level_rank(option.value))
    if facet == "year":
        return sorted(options, key=lambda option: option.value, reverse=True)
    return sorted(options, key=lambda option: (not option.chosen, -option.count, option.label))


def _label(facet: str, value: str) -> str:
    if facet == "set":
        return str(SET.get(value, value))
    if facet == "kind" and value in DocumentType.__members__:
        return str(TYPE[DocumentType[value]])
    return value
