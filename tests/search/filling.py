"""Entries for tests of the engine."""

from intranet.search.engine import Engine
from intranet.search.finding import find
from intranet.search.values import Entry


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
