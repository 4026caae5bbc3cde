"""The guide for people, `docs/huong-dan.md`, cut into parts that pages lead to and search finds."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from markupsafe import Markup

from config import CHECKOUT
from intranet.language.text.normalization import fold

NAME = "huong-dan.md"
PLACES = (Path(__file__).with_name(NAME), CHECKOUT / "docs" / NAME)
"""In an installed portal it lies beside this file, in a checkout where writers look for it."""
HEADING = re.compile(r"^(##|###) (.+)$", re.MULTILINE)
NO_LETTER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class GuidePart:
    """One part of the guide: the chapter it stands in, its title, its text as it was written."""

    chapter: str
    title: str
    text: str

    @property
    def anchor(self) -> str:
        """Its name in an address."""
        return NO_LETTER.sub("-", fold(self.title)).strip("-")

    @property
    def html(self) -> Markup:
        """Its text as HTML; what looks like HTML in it is shown as written."""
        return _rendered(self.text)

    def has(self, words: list[str]) -> bool:
        """Whether all these folded words stand in it."""
        content = fold(f"{self.chapter} {self.title} {self.text}") if words else ""
        return all(word in content for word in words)


@cache
def _rendered(text: str) -> Markup:
    import mistune  # only the guide needs it

    return Markup(mistune.create_markdown(escape=True)(text))


@cache
def guide() -> tuple[GuidePart, ...]:
    """All parts in order."""
    path = next(place for place in PLACES if place.exists())
    _before, *pieces = HEADING.split(path.read_text(encoding="utf-8"))
    parts, chapter = [], ""
    for mark, title, text in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True):
        if mark == "##":
            chapter = title
        else:
            parts.append(GuidePart(chapter, title, text.strip()))
    return tuple(parts)


def chapters(typed: str = "") -> list[tuple[str, list[GuidePart]]]:
    """The parts by chapter; with typed words those that have all of them, marks not minded."""
    words = fold(typed).split()
    found = [part for part in guide() if part.has(words)]
    return [(name, list(parts)) for name, parts in groupby(found, lambda part: part.chapter)]
