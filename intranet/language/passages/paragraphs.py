"""Where nothing is marked: paragraphs and rows of tables, packed to a length that can be quoted."""

import re
from collections.abc import Iterator, Sequence

from intranet.language.passages.lines import TextLine
from intranet.language.passages.marks import ENDED
from intranet.language.passages.spans import Span

LONGEST, SHORTEST = 1_400, 400
"""Letters: no paragraph is longer; a shorter one takes in the next as well."""
SENTENCE_END = re.compile(r"[.;:!?…][”\")]?+\s")
BLANK = re.compile(r"\s")


def packed(text: str, lines: Sequence[TextLine], start: int, end: int) -> Iterator[Span]:
    """Spans of at most LONGEST letters that hold every letter of text[start:end] but blanks."""
    first = last = None
    for piece_start, piece_end in _pieces(text, lines, start, end):
        if first is not None and last is not None:
            full = piece_end - first > LONGEST
            if full or (last - first >= SHORTEST and _is_border(text, last, piece_start)):
                yield first, last
                first = None
        first, last = piece_start if first is None else first, piece_end
    if first is not None and last is not None:
        yield first, last


def _is_border(text: str, end: int, start: int) -> bool:
    return bool(ENDED.search(text[end - 1 : end])) or text.count("\n", end, start) > 1


def _pieces(text: str, lines: Sequence[TextLine], start: int, end: int) -> Iterator[Span]:
    """The lines of the span, those that are too long in pieces."""
    for line in lines:
        low, high = max(start, line.start), min(end, line.end)
        while high - low > LONGEST:
            cut = _cut(text, low)
            yield _trimmed(text, low, cut)
            low = cut
        if text[low:high].strip():
            yield _trimmed(text, low, high)


def _cut(text: str, start: int) -> int:
    """Where to cut a line that is too long: behind its last sentence that fits, word, letter."""
    window = text[start : start + LONGEST]
    for pattern in (SENTENCE_END, BLANK):
        ends = [match.end() for match in pattern.finditer(window, SHORTEST)]
        if ends:
            return start + ends[-1]
    return start + LONGEST


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
