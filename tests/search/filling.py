"""Engines, and entries to fill them with."""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from intranet.search.engines.port import Engine
from intranet.search.engines.whoosh.engine import WhooshEngine
from intranet.search.results.retrieval import find
from intranet.search.values import Entry, Filters, Found, Query

ENGINES: dict[str, Callable[[Path], Any]] = {"whoosh": WhooshEngine}
if find_spec("tantivy") and find_spec("intranet.search.engines.tantivy.engine"):
    from intranet.search.engines.tantivy.engine import TantivyEngine

    ENGINES["tantivy"] = TantivyEngine


def entry(number: int, title: str, text: str = "", **more: object) -> Entry:
    """An entry for everybody."""
    return Entry(f"directive:{number}", title, text, **{"audience": ("all",), **more})


def keep(engine: Engine, *entries: Entry) -> None:
    """Index the entries."""
    engine.upsert(entries)
    engine.commit()


def ids(engine: Engine, words: str, audience: frozenset[str] | None = None) -> list[int]:
    """The numbers of the hits, best first."""
    hits = find(engine, words, audience).found.hits
    return [int(hit.id.split(":")[1]) for hit in hits]


def ask(engine: Engine, query: Query, filters: Filters | None = None, **more: Any) -> Found:
    """What the query finds among all entries."""
    chosen = Filters() if filters is None else filters
    return engine.search(query, **{"audience": None, "filters": chosen, **more})


def numbers(found: Found) -> list[int]:
    """The numbers of the hits in their order."""
    return [int(hit.id.split(":")[1]) for hit in found.hits]
