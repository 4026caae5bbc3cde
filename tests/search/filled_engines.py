"""Engines, and entries to fill them with."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from intranet.search.engines import registry
from intranet.search.engines.port import Engine, EngineResults
from intranet.search.engines.whoosh.engine import WhooshEngine
from intranet.search.fields import IndexEntry
from intranet.search.lexicon.meanings import EMPTY, Lexicon
from intranet.search.query.meaning import NOTHING_OFF, UnderstoodQuery
from intranet.search.query.request import Filters, SearchRequest
from intranet.search.query.tree import EVERYTHING, Query
from intranet.search.query.understanding import understand
from intranet.search.query_text import query_text
from intranet.search.results import retrieval
from intranet.search.results.retrieval import SearchOutcome

ENGINES: dict[str, Callable[[Path], Any]] = {"whoosh": WhooshEngine}
if registry.is_installed(registry.TANTIVY):
    from intranet.search.engines.tantivy.engine import TantivyEngine

    ENGINES["tantivy"] = TantivyEngine


def entry(number: int, title: str, text: str = "", **more: object) -> IndexEntry:
    """An entry for everybody."""
    return IndexEntry(f"directive:{number}", title, text, **{"audience": ("all",), **more})


def keep(engine: Engine, *entries: IndexEntry) -> None:
    """Index the entries."""
    engine.upsert(entries)
    engine.commit()


def understood(
    words: str, lexicon: Lexicon = EMPTY, off: frozenset[str] = NOTHING_OFF
) -> UnderstoodQuery:
    """What typed words mean."""
    return understand(query_text(words), lexicon, off)


def find(
    engine: Engine,
    words: str,
    audience: frozenset[str] | None,
    filters: Filters | None = None,
    *,
    lexicon: Lexicon = EMPTY,
    off: frozenset[str] = NOTHING_OFF,
    **more: Any,
) -> SearchOutcome:
    """What typed words find."""
    chosen = Filters() if filters is None else filters
    request = SearchRequest(EVERYTHING, audience, chosen, **more)
    return retrieval.find(engine, understood(words, lexicon, off), request)


def ids(engine: Engine, words: str, audience: frozenset[str] | None = None) -> list[int]:
    """The numbers of the hits, best first."""
    return numbers(find(engine, words, audience).results)


def ask(engine: Engine, query: Query, filters: Filters | None = None, **more: Any) -> EngineResults:
    """What the query finds among all entries, for whatever audience."""
    chosen = Filters() if filters is None else filters
    return engine.search(SearchRequest(query, **{"audience": None, "filters": chosen, **more}))


def numbers(results: EngineResults) -> list[int]:
    """The numbers of the hits in their order."""
    return [int(hit.id.split(":")[1]) for hit in results.hits]
