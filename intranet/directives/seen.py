"""Where the reading room tells the reader which pages a person has seen, and notes new ones."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app

from intranet.directives.models import Directive, Version


@dataclass(frozen=True)
class Seen:
    """The pages seen so far, where to note another one, and after how many seconds on show."""

    url: str = ""
    pages: tuple[int, ...] = ()
    seconds: int = 2


def register_seen(app: Flask, ask: Callable[[Directive, Version], Seen]) -> None:
    """Let `ask(directive, version)` answer for the person who is signed in."""
    app.extensions["directives seen"] = ask


def seen_of(directive: Directive, version: Version) -> Seen:
    """What the reader needs to know; nothing when no room keeps it."""
    ask = current_app.extensions.get("directives seen")
    return ask(directive, version) if ask else Seen()
