"""What a passage is, and the one text of a file in which it is a span."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Span = tuple[int, int]
"""Half-open, in letters of the file's text."""
PAGE_JOINT = "\n"
"""Stands between the clean texts of two pages, empty pages included, and nowhere else."""


@dataclass(frozen=True)
class PassageSpan:
    """A span that is found and quoted whole, and where in the document's order it stands.

    `clause` is the number of a khoản; in papers without articles the path of numbers ("II.1").
    `heading` are the lines it stands under, `lead` the words above it that it goes on from: both
    are spans too, so nothing is copied.
    """

    number: int
    start: int
    end: int
    article: str | None
    clause: str | None
    point: str | None
    heading: tuple[Span, ...]
    lead: tuple[Span, ...]
    first_page: int
    last_page: int


def joined_text(pages: Iterable[tuple[int, str]]) -> str:
    """The text of a file in which passages are spans, from its pages (number, clean text)."""
    return PAGE_JOINT.join(text for _number, text in pages)


def words_of_spans(text: str, spans: Iterable[Span]) -> str:
    """What the spans say, one to a line, each run of blanks as one."""
    return "\n".join(" ".join(text[start:end].split()) for start, end in spans)


class PageStarts:
    """Tells on which page a letter of the joined text stands."""

    def __init__(self, pages: Sequence[tuple[int, str]]) -> None:
        """Of pages in the order in which they are joined."""
        self._numbers = [number for number, _text in pages]
        self._starts = []
        position = 0
        for _number, text in pages:
            self._starts.append(position)
            position += len(text) + len(PAGE_JOINT)

    def page(self, offset: int) -> int:
        """The number of the page."""
        return self._numbers[bisect_right(self._starts, offset) - 1]

    def offset(self, page: int) -> int:
        """Where a page begins; KeyError for a number that the file does not have."""
        return dict(zip(self._numbers, self._starts, strict=True))[page]
