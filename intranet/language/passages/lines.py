"""The lines of a text, and which of them stand in a quotation over several lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

OPENING = re.compile(r"“|(?<![^\s(\[])\"(?=\S)")
CLOSING = re.compile(r"”|(?<=\S)\"(?![^\s.,;:)\]])")
SIGN = re.compile(rf"{OPENING.pattern}|{CLOSING.pattern}")
LONGEST_QUOTATION = 60_000
"""Letters; a sign that is closed only further on was never closed."""


DEEPEST_INDENT = 80


@dataclass(frozen=True)
class TextLine:
    """A line that says something: half-open span without the blanks at its sides."""

    start: int
    end: int
    text: str
    quoted: bool


def text_lines(text: str) -> list[TextLine]:
    """The lines of a text that are not blank.

    A quoted line belongs to another text (the articles that an amending law puts in the place of
    others).
    """
    blocks = _blocks(text)
    lines, block = [], next(blocks, None)
    for start, end in _spans(text):
        while block and block[1] <= start:
            block = next(blocks, None)
        inside = block is not None and block[0] <= start
        lines.append(TextLine(start, end, text[start:end], inside))
    return lines


def _spans(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            start = position + len(line) - len(line.lstrip())
            yield start, start + len(bare)
        position += len(line) + 1


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Quotations that begin with a line and go on over its end, in order, none within another."""
    last = 0
    for start, end in sorted(_quotations(text)):
        if start < last or end - start > LONGEST_QUOTATION or not _begins_a_line(text, start):
            continue
        if text.find("\n", start, end) >= 0:
            yield start, end
            last = end


def _begins_a_line(text: str, at: int) -> bool:
    return not text[max(0, at - DEEPEST_INDENT) : at].rpartition("\n")[2].strip()


def _quotations(text: str) -> list[tuple[int, int]]:
    """Each sign that opens with the one that closes it; what is never closed is left out."""
    opened: list[int] = []
    pairs = []
    for sign in SIGN.finditer(text):
        if OPENING.match(text, sign.start()):
            opened.append(sign.start())
        elif opened:
            pairs.append((opened.pop(), sign.end()))
    return pairs
