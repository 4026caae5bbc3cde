"""Words of the portal that not everybody knows, each with one sentence; they stand in the TOML."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from flask_babel import gettext

WORDS = Path(__file__).with_name("hard_words.toml")


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def hard_word(key: str) -> tuple[str, str]:
    """The word and what it means, in the language of the page."""
    names, meanings = _tables()["names"], _tables()["meanings"]
    return str(gettext(names[key])), str(gettext(meanings[key]))


def all_hard_words() -> Iterator[tuple[str, str]]:
    """Every word with its meaning, in the order of the alphabet."""
    yield from sorted(hard_word(key) for key in _tables()["names"])
