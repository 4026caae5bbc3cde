"""What the repository asks the rooms above."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from intranet.core.extension_points import Hook
from intranet.directives.models import Directive, Version


@dataclass(frozen=True)
class PagesSeen:
    """The pages seen so far, where to note another one, and after how many seconds on show.

    `nonce` goes back with each page: it proves that the page was handed out, and when.
    """

    url: str = ""
    pages: Iterable[int] = ()
    seconds: int = 0
    nonce: str = ""


pages_seen: Hook[[Directive, Version], PagesSeen] = Hook(lambda *_: PagesSeen())
"""Which pages of a version this person has seen; without an address nothing is noted."""


@dataclass(frozen=True)
class ReadingMark:
    """A state of the look and the words beside it."""

    name: str
    words: str


reading_marks: Hook[[Sequence[int]], Mapping[int, ReadingMark]] = Hook(lambda _ids: {})
"""How far I am with each of these directives; those not given to me to read are left out."""
read_by_somebody: Hook[[Session, Sequence[int]], frozenset[int]] = Hook(lambda *_: frozenset())
"""Which of these versions anybody is done with reading: their publication cannot be undone."""
recall_effects: Hook[[Session, Directive], Sequence[str]] = Hook(lambda *_: ())
"""What recalling a directive does to whom it was given to read, in sentences."""
order_url: Hook[[Directive], str] = Hook(lambda _directive: "")
"""Where the clerk changes for whom and by when a directive is to be read; "" where nobody can."""
upload_url: Hook[[Directive | None], str] = Hook(lambda _new_version_of: "")
"""Where the clerk uploads a file, or the next version of this directive; "" where nobody can."""


@dataclass(frozen=True)
class HighlightUrls:
    """Where the reader asks what a query marks on the pages, and searches inside the directive."""

    marks: str = ""
    within: str = ""


highlight_urls: Hook[[Directive, Version], HighlightUrls] = Hook(lambda *_: HighlightUrls())
"""How the reader finds words in a version."""
