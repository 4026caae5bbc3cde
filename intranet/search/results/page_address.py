"""The address of a results page: read into what was asked, and written again."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from intranet.language.bodies.document_types import TYPE_NAMES, DocumentType
from intranet.language.bodies.levels import Level
from intranet.search.query.request import Filters, Sort
from intranet.search.results.queries import PageAddress, ResultsPage
from intranet.search.results.words import SET

NAMES = {
    "set": "nhom", "level": "cap", "kind": "loai", "body": "co_quan", "year": "nam",
    "topic": "chu_de",
}  # fmt: skip
SORTS = {Sort.NEWEST: "moi", Sort.HIGHEST: "cap"}
LONGEST_QUERY, LONGEST_KEY, MOST_OFF = 2000, 200, 20
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00")
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


def asked_from(arguments: MultiDict[str, str]) -> PageAddress:
    """What an address asks for; what cannot be read is left out."""
    sort = next((one for one, name in SORTS.items() if arguments.get("sap_xep") == name), Sort.BEST)
    page, moment = arguments.get("trang", "1"), arguments.get("luc", "")
    return PageAddress(
        words=arguments.get("q", "").strip()[:LONGEST_QUERY],
        filters=Filters(
            {
                facet: frozenset(value for value in arguments.getlist(name) if value)
                for facet, name in NAMES.items()
            }
        ),
        sort=sort,
        page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
        off=frozenset(key[:LONGEST_KEY] for key in arguments.getlist("bo")[:MOST_OFF] if key),
        until=moment if MOMENT.fullmatch(moment) else "",
    )


def address_of(asked: PageAddress, **changes: Any) -> dict[str, Any]:
    """The arguments of the address that asks for this, with changes; None drops one."""
    fields: dict[str, Any] = {
        "q": asked.words,
        "sap_xep": SORTS.get(asked.sort),
        "trang": asked.page if asked.page > 1 else None,
        "luc": asked.until or None,
        "bo": sorted(asked.off) or None,
    }
    for facet, name in NAMES.items():
        fields[name] = sorted(asked.filters.of(facet)) or None
    return {key: value for key, value in {**fields, **changes}.items() if value is not None}


def facets_of(found: ResultsPage) -> Sequence[Facet]:
    """The groups of check boxes with their counts; groups without any choice are left out."""
    groups = []
    for facet in NAMES:
        options = _options(facet, found.facets.get(facet, {}), found.asked.filters.of(facet))
        if options:
            cut = max(SHOWN, sum(option.chosen for option in options))
            groups.append(Facet(facet, NAMES[facet], options[:cut], options[cut:]))
    return groups


def _options(facet: str, counts: Mapping[str, int], chosen: frozenset[str]) -> list[Option]:
    options = [
        Option(value, _label(facet, value), counts.get(value, 0), value in chosen)
        for value in {*counts, *chosen}
    ]
    order = {level.value: position for position, level in enumerate(Level)}
    if facet == "level":
        return sorted(options, key=lambda one: order.get(one.value, len(order)))
    if facet == "year":
        return sorted(options, key=lambda one: one.value, reverse=True)
    return sorted(options, key=lambda one: (not one.chosen, -one.count, one.label))


def _label(facet: str, value: str) -> str:
    if facet == "set":
        return str(SET.get(value, value))
    if facet == "kind" and value in DocumentType.__members__:
        return TYPE_NAMES.get(DocumentType[value], value)
    return value
