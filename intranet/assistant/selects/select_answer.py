"""What a select answers: its rows, its number, and how its question was understood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from intranet.directives.models import Directive

MOST_ROWS = 200
"""Rows that are told; `total` counts all of them."""


@dataclass(frozen=True)
class BoundChip:
    """One bound as it was understood; `key` takes it off."""

    key: str
    words: str


@dataclass(frozen=True)
class SelectAnswer:
    """The rows that were asked for, in their order, and a value where one was asked for.

    `bounds` name the select and what it was narrowed to, plain values. `list_url` arguments lead to
    the same rows as a page: the register's filter, None where there is no such page.
    """

    select: str
    bounds: Mapping[str, Any]
    rows: Sequence[Directive]
    total: int
    value: int | str | None = None
    chips: Sequence[BoundChip] = ()
    register: Mapping[str, Any] | None = None
    deadlines: Mapping[int, Any] = field(default_factory=dict)
