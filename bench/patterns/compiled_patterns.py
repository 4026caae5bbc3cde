"""The patterns of the portal's modules, and how each is used."""

import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

import intranet
from bench.patterns.pattern_uses import ANCHORED, SAID_ONLY, uses_and_written
from intranet.language.symbols.cue_words import LISTED_REACH

DEEPEST = 4  # tables in tables
LONGEST = {"intranet.language.symbols.cue_words.LISTED": LISTED_REACH}
"""Patterns that a function of their module gives no more letters than these."""


@dataclass(frozen=True)
class NamedPattern:
    """A pattern, the name it stands under, and whether it is only tried at the beginning."""

    name: str
    pattern: re.Pattern[Any]
    anchored: bool
    longest: int | None = None


def compiled_patterns() -> list[NamedPattern]:
    """Every pattern of the portal, in tables and within functions too, each once."""
    names = defaultdict(set)
    patterns = {}
    uses, written = uses_and_written()
    for name, pattern in (*_of_modules(), *written):
        key = (pattern.pattern, pattern.flags)
        patterns[key] = pattern
        names[key].add(name)
    return [
        NamedPattern(name, pattern, _is_anchored(uses, names[key]), LONGEST.get(name))
        for key, pattern in patterns.items()
        for name in [min(names[key])]
    ]


def _of_modules() -> Iterator[tuple[str, re.Pattern[Any]]]:
    for module in pkgutil.walk_packages(intranet.__path__, "intranet."):
        for name, value in vars(importlib.import_module(module.name)).items():
            for pattern in _patterns_in(value):
                yield f"{module.name}.{name}", pattern


def _patterns_in(value: object, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth < DEEPEST:
        for item in _inside(value):
            yield from _patterns_in(item, depth + 1)


def _inside(value: object) -> tuple[object, ...]:
    if isinstance(value, dict):
        return (*value, *value.values())
    if isinstance(value, list | tuple | set | frozenset):
        return tuple(value)
    if isinstance(value, type):
        return tuple(vars(value).values()) if value.__module__.startswith("intranet.") else ()
    if is_dataclass(value):
        return tuple(getattr(value, field.name, None) for field in fields(value))
    if hasattr(type(value), "field_flags") or hasattr(type(value), "field_class"):
        return tuple(vars(value).values())  # what a form checks its fields with
    return ()


def _is_anchored(uses: dict[str, set[str]], names: set[str]) -> bool:
    said = set[str]().union(*(uses.get(name, set()) for name in names)) - SAID_ONLY
    return bool(said) and said <= ANCHORED
