"""Every Vietnamese sentence on the screen has its English."""

import re
import tomllib
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from intranet.language.bodies.document_types import TYPE_NAMES

INTRANET = Path(__file__).parents[2] / "intranet"
TAGS = "intranet.web.cached_fragments.CachedFragments"
KEYWORDS = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None}
ROOMS = sorted(path.name for path in INTRANET.iterdir() if path.is_dir() and path.name[0] != "_")
PLACEHOLDER = re.compile(r"%\((\w+)\)")


def sentences(room: str) -> set[str]:
    """Every sentence that a room's code and templates show."""
    found = set()
    for path in (INTRANET / room).rglob("*"):
        method = {".py": "python", ".html": "jinja2"}.get(path.suffix)
        if method and "vendor" not in path.parts:
            options = {"silent": "false", "extensions": TAGS}
            for _line, message, _comments, _context in extract_from_file(
                method, path, KEYWORDS, options=options
            ):
                found.add(message if isinstance(message, str) else message[0])
    for path in (INTRANET / room).rglob("*_words.toml"):
        for table in tomllib.loads(path.read_text(encoding="utf-8")).values():
            found.update(row if isinstance(row, str) else row[-1] for row in table.values())
    if room == "directives":
        found.update(TYPE_NAMES.values())
    return found


def translated() -> dict[str, str]:
    """Vietnamese → English of all rooms together."""
    found: dict[str, str] = {}
    for catalog in INTRANET.glob("*/translations/en/LC_MESSAGES/messages.po"):
        with catalog.open("rb") as stream:
            found |= {str(one.id): str(one.string) for one in read_po(stream) if one.id}
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_every_sentence_of_a_room_has_its_english(room: str) -> None:
    english = translated()
    missing = sorted(one for one in sentences(room) if not english.get(one))
    assert not missing, missing


def test_translations_keep_the_placeholders() -> None:
    for vietnamese, english in translated().items():
        assert set(PLACEHOLDER.findall(vietnamese)) == set(PLACEHOLDER.findall(english)), vietnamese
