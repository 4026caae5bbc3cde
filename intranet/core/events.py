"""How a lower room lets higher ones take part in an act, in the same transaction."""

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app

Listener = Callable[..., None]


def subscribe(app: Flask, name: str, listener: Listener) -> None:
    """Call `listener(session, **facts)` whenever the event is announced."""
    app.extensions.setdefault("events", {}).setdefault(name, []).append(listener)


def announce(name: str, session: Any, **facts: Any) -> None:
    """Tell everybody who subscribed; an error of theirs ends the whole act."""
    for listener in current_app.extensions.get("events", {}).get(name, []):
        listener(session, **facts)
