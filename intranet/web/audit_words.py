"""The words of the audit trail: what was done, with what. They stand in `audit_words.toml`."""

import tomllib
from functools import cache
from pathlib import Path

from flask import Flask
from flask_babel import gettext

WORDS = Path(__file__).with_suffix(".toml")


@cache
def audit_words() -> dict[str, dict[str, str]]:
    """Act → words under "acts", kind of thing → words under "things"."""
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def act_word(act: str) -> str:
    """What an act is called on the screen."""
    words = audit_words()["acts"].get(act, act)
    return str(gettext(words))


def thing_word(thing: str) -> str:
    """What a kind of thing is called on the screen."""
    words = audit_words()["things"].get(thing, thing)
    return str(gettext(words)) if words else ""


def register(app: Flask) -> None:
    """Let templates use the words."""
    app.jinja_env.globals.update(act_word=act_word, thing_word=thing_word)
