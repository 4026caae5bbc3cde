"""Places on a page in points of the file: rectangles, drawn objects, words of a text layer.

Points are counted from the lower left corner of the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Rect(NamedTuple):
    """A rectangle in points; a rule is a thin one."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Its extent across."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Its extent upwards."""
        return self.top - self.bottom

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies in it."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top


def around(rects: Sequence[Rect]) -> Rect:
    """The smallest rectangle around all of these."""
    return Rect(
        min(rect.left for rect in rects),
        min(rect.bottom for rect in rects),
        max(rect.right for rect in rects),
        max(rect.top for rect in rects),
    )


@dataclass
class DrawnObjects:
    """Pictures and rules of one page; `across` and `down` are thin rectangles."""

    pictures: list[Rect] = field(default_factory=list)
    across: list[Rect] = field(default_factory=list)
    down: list[Rect] = field(default_factory=list)
    paths: int = 0
    shapes: int = 0
    with_forms: bool = False

    @property
    def is_ruled(self) -> bool:
        """Whether there are lines in both directions, enough for the cells of a table."""
        return len(self.across) >= 3 and len(self.down) >= 2


class LayerWord(NamedTuple):
    """A word of the text layer, its place in points of the page, and its line of plain text."""

    text: str
    box: Rect
    bold: bool
    line: int
