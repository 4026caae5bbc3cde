"""What the repository asks the rooms above."""

from collections.abc import Iterable
from dataclasses import dataclass

from intranet.core.extension_points import Hook
from intranet.directives.models import Directive, Version


@dataclass(frozen=True)
class PagesSeen:
    """The pages seen so far, where to note another one, and after how many seconds on show."""

    url: str = ""
    pages: Iterable[int] = ()
    seconds: int = 0


def _nothing_noted(_directive: Directive, _version: Version) -> PagesSeen:
    return PagesSeen()


pages_seen: Hook[[Directive, Version], PagesSeen] = Hook(_nothing_noted)
"""Which pages of a version this person has seen; without an address nothing is noted."""


def _no_address(*_asked: object) -> str:
    return ""


upload_url: Hook[[Directive | None], str] = Hook(_no_address)
"""Where the clerk uploads a file, or the next version of this directive; "" where nobody can."""


@dataclass(frozen=True)
class HighlightUrls:
    """Where the reader asks what a query marks on the pages, and searches inside the directive."""

    marks: str = ""
    within: str = ""


def _nothing_highlighted(_directive: Directive, _version: Version) -> HighlightUrls:
    return HighlightUrls()


highlight_urls: Hook[[Directive, Version], HighlightUrls] = Hook(_nothing_highlighted)
"""How the reader finds words in a version."""
