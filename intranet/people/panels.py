"""What people are told on the pages of others, and what is taken back when papers are hidden."""

from collections.abc import Sequence
from typing import Any

from flask import Flask

from intranet.core.events import subscribe
from intranet.people import notices


def register(app: Flask) -> None:
    """Hidden papers leave the bell too."""
    subscribe(app, "papers hidden", forget_hidden)


def forget_hidden(session: Any, directives: Sequence[int]) -> None:
    """Nothing is told any more about papers that nobody may see."""
    notices.forget_directives(session, directives)
