"""The small signs beside things: class, icon and word of each state, level and urgency.

They stand in `badge_words.toml`.
"""

import tomllib
from pathlib import Path

from flask import Flask
from flask_babel import lazy_gettext

WORDS = Path(__file__).with_name("badge_words.toml")


def register(app: Flask) -> None:
    """Let templates use the signs; they are looked up, not made anew for each of a hundred rows."""
    tables = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    urgencies = {key: lazy_gettext(word) for key, word in tables.pop("urgencies").items()}
    signs = {
        name: {key: (*sign, lazy_gettext(word)) for key, (*sign, word) in table.items()}
        for name, table in tables.items()
    }
    app.jinja_env.globals.update(signs, urgencies=urgencies)
