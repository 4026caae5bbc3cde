"""What search knows from the start: directives."""

from collections.abc import Sequence
from typing import Any

from flask import Flask

from intranet.search.index import indexing
from intranet.search.index.directive_entries import SOURCE
from intranet.search.index.sources import register_source


def register(app: Flask) -> None:
    """Let directives be found."""
    register_source(app, SOURCE)
    belongs = app.extensions.setdefault("belongs", {})
    belongs["search.similar"] = "directives.shelf"
    belongs["search.advanced"] = "search.index"
    subscribe(app, "papers hidden", forget_hidden)
    subscribe(app, "papers wiped", rewrite_index)


def forget_hidden(_session: Any, directives: Sequence[int]) -> None:
    """Directives that nobody may see any more are not counted either, from now on."""
    engine = indexing.engine()
    engine.delete(SOURCE.name(number) for number in directives)
    engine.commit()


def rewrite_index(_session: Any) -> None:
    """An entry that is only marked as deleted still has its words on the disk."""
    indexing.catch_up()
    indexing.engine().rewrite()
