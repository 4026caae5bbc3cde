"""What the worker does for search."""

from intranet.core.tasks import TaskQueue
from intranet.search import indexing
from intranet.search.sources import sources


def register(queue: TaskQueue) -> None:
    """Index a thing after its commit; every minute whatever was missed."""
    queue.register(index_directive)
    queue.register(index_thing)
    queue.register(catch_up_index, every_minute=True, at_start=True)


def index_directive(directive_id: int) -> None:
    """Let one directive be found as it is now."""
    index_thing("directive", directive_id)


def index_thing(prefix: str, number: int) -> None:
    """Let one thing of a registered source be found as it is now."""
    if source := sources().get(prefix):
        indexing.index_things(source, [number])


def catch_up_index() -> None:
    """Index whatever changed and was not indexed."""
    indexing.catch_up()
