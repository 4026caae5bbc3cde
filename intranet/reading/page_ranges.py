"""Runs of pages, as people say them."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class PageRange:
    """Neighbouring pages, first and last included."""

    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.first}–{self.last}" if self.last > self.first else str(self.first)


def page_ranges(pages: Iterable[int]) -> list[PageRange]:
    """Page numbers as runs: 1, 4, 5, 6 is 1 and 4–6."""
    runs: list[PageRange] = []
    for page in sorted(set(pages)):
        if runs and runs[-1].last == page - 1:
            runs[-1] = PageRange(runs[-1].first, page)
        else:
            runs.append(PageRange(page, page))
    return runs
