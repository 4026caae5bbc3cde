"""Places on a page where a higher room shows what it knows, without being imported from below."""

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app
from markupsafe import Markup

Panel = Callable[..., str]


def register_panel(app: Flask, place: str, panel: Panel) -> None:
    """Let `panel(thing)` render at `place`, after those already registered; "" shows nothing."""
    app.extensions.setdefault("panels", {}).setdefault(place, []).append(panel)


def panels(place: str, *things: Any) -> list[Markup]:
    """The rendered panels of a place for these things, empty ones left out."""
    registered = current_app.extensions.get("panels", {}).get(place, [])
    return [Markup(shown) for panel in registered if (shown := panel(*things))]
