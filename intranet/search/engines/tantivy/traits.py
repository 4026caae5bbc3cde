"""What the numbers of a tantivy index stand for: traits of entries, and their ids."""

import json
from dataclasses import dataclass
from typing import Any

from intranet.search.engines.tantivy.schema import TRAITS, prefix_code, traits_code


@dataclass(frozen=True)
class Trait:
    """What facets and preference ask of an entry: the values of each facet, and its status."""

    values: dict[str, tuple[str, ...]]
    status: str


class Traits:
    """The traits and prefixes that were met; a number never comes to stand for something else."""

    def __init__(self) -> None:
        self._traits: dict[int, Trait] = {}
        self._prefixes: dict[int, str] = {}

    def of(self, searcher: Any, code: int) -> Trait:
        """The traits with this number."""
        if code not in self._traits:
            for text, _ in searcher.terms_with_prefix("traits", ""):
                if (known := traits_code(text)) not in self._traits:
                    self._traits[known] = _read(text)
        return self._traits[code]

    def name(self, searcher: Any, number: int) -> str:
        """The id with this number."""
        code = number >> 32
        if code not in self._prefixes:
            for prefix, _ in searcher.terms_with_prefix("prefix", ""):
                self._prefixes[prefix_code(prefix)] = prefix
        return f"{self._prefixes[code]}:{number & 0xFFFFFFFF}"


def _read(text: str) -> Trait:
    read = dict(zip(TRAITS, json.loads(text), strict=True))
    status = read.pop("status")
    values = {
        facet: tuple(filter(None, value)) if isinstance(value, list) else (value,) if value else ()
        for facet, value in read.items()
    }
    return Trait(values, status)
