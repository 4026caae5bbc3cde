"""What the worker does for the index."""

from flask import current_app

from intranet.search.engines import registry
from intranet.search.engines.port import IndexUnavailable
from intranet.search.index import consistency, entry_updates, indexing
from intranet.search.index.sources import sources
from intranet.search.usage import latency


def index_thing(prefix: str, number: int) -> None:
    """Let one thing of a registered source be found as it is now."""
    if source := sources().get(prefix):
        entry_updates.index_things(source, [number])


def catch_up_index() -> None:
    """Index whatever changed and was not indexed; a rebuild that runs does so itself."""
    if not indexing.is_rebuilding():
        indexing.catch_up()


def rebuild_index() -> None:
    """Build the whole index anew, unless somebody does so already."""
    if not indexing.is_rebuilding():
        indexing.rebuild()


def check_index() -> None:
    """Once a day hold the index against the database, and forget old counts of its pace."""
    try:
        if consistency.check_daily():
            latency.forget_old()
    except (IndexUnavailable, registry.EngineMissing) as error:
        current_app.logger.warning("the index could not be checked: %s", error)
