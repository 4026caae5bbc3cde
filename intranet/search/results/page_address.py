"""The address of a results page: read into what was asked, and written again."""

import re
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from intranet.core.application import number_in
from intranet.search.query.request import Filters, Sort
from intranet.search.query_text import LONGEST_QUERY

NAMES = {
    "set": "nhom", "level": "cap", "kind": "loai", "body": "co_quan", "year": "nam",
    "topic": "chu_de",
}  # fmt: skip
SORTS = {Sort.NEWEST: "moi", Sort.HIGHEST: "cap"}
LONGEST_KEY, MOST_OFF = 200, 20
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00")


@dataclass(frozen=True)
class PageAddress:
    """What stands in the address of a results page.

    off has the keys of chips that were switched off. until is the moment of the first page, so
    that the later ones go on with what was there then; "" on the first page itself.
    """

    words: str = ""
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.BEST
    page: int = 1
    off: frozenset[str] = frozenset()
    until: str = ""


def address_from(arguments: MultiDict[str, str]) -> PageAddress:
    """What an address asks for; what cannot be read is left out."""
    sorts = {name: sort for sort, name in SORTS.items()}
    moment = arguments.get("luc", "")
    return PageAddress(
        words=arguments.get("q", "").strip()[:LONGEST_QUERY],
        filters=Filters(
            {facet: frozenset(filter(None, arguments.getlist(NAMES[facet]))) for facet in NAMES}
        ),
        sort=sorts.get(arguments.get("sap_xep", ""), Sort.BEST),
        page=number_in(arguments.get("trang"), 99_999) or 1,
        off=frozenset(key[:LONGEST_KEY] for key in arguments.getlist("bo")[:MOST_OFF] if key),
        until=moment if MOMENT.fullmatch(moment) else "",
    )


def arguments_of(address: PageAddress, **changes: Any) -> dict[str, Any]:
    """The arguments of the address that asks for this, with changes; None drops one."""
    fields: dict[str, Any] = {
        "q": address.words,
        "sap_xep": SORTS.get(address.sort),
        "trang": address.page if address.page > 1 else None,
        "luc": address.until or None,
        "bo": sorted(address.off) or None,
        **{name: sorted(address.filters.of(facet)) or None for facet, name in NAMES.items()},
    }
    return {key: value for key, value in {**fields, **changes}.items() if value is not None}
