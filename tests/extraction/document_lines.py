"""Lines of a document from a drawing of its header, column by column."""

from intranet.extraction.values import Box, Fact, Line, Page

COLUMNS = {"L": "left", "R": "right", "C": "whole", "W": "whole"}
EDGES = {"L": (0.1, 0.4), "R": (0.5, 0.92), "C": (0.2, 0.84), "W": (0.12, 0.93)}


def drawn(drawing: str, *, boxes: bool = True) -> list[Line]:
    """Each row is "L|words": left, right, centred (bold) or whole; "+" is a clear gap above it."""
    lines: list[Line] = []
    top = 0.05
    for row in drawing.strip().splitlines():
        mark, _, words = row.strip().partition("|")
        gap = 1.5 if "+" in mark else 0.1
        kind = mark[0]
        top += 0.018 + 0.012 * gap
        left, right = EDGES[kind]
        box = Box(1, left, top, right, top + 0.014) if boxes else None
        line = Line(words, 1, COLUMNS[kind], box, kind == "C", kind == "C", gap)  # type: ignore
        lines.append(line)
    return lines


def page_of(lines: list[Line], method: str = "text") -> Page:
    """One page with these lines as its text."""
    return Page(1, "\n".join(line.text for line in lines), method)  # type: ignore


def said(fact: Fact | str | bool | None) -> str | bool | None:
    """What a field of the facts says, as plain value."""
    return fact.value if isinstance(fact, Fact) else fact
