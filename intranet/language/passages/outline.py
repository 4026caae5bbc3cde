"""The marks of a text in their order: which count on, what they head, what stands within what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from intranet.language.passages.lines import TextLine
from intranet.language.passages.marks import (
    ENDED,
    Mark,
    MarkKind,
    counts_on,
    division_length,
    goes_on,
    is_annex,
    is_tail,
    mark_at,
)

LONGEST_HEADING, LONGEST_SENTENCE_HEADING = 300, 120
"""Letters of a heading; one that ends like a sentence is shorter."""
WRAPPED, NARROWEST = 0.8, 50
"""Share of the usual width, and letters, from which on a line may have been broken for want of
room only."""
MOST_HEADING_LINES = 4
AMENDS = re.compile(r"(?:sửa đổi|bổ sung|thay thế)", re.IGNORECASE)
INTRODUCES = re.compile(r"như\s++sau\s*+:?\Z")


@dataclass(frozen=True)
class Opening:
    """Where something begins; what it says by itself begins at `body`, behind its heading."""

    kind: MarkKind
    label: str
    start: int
    body: int


class OutlineReader:
    """Reads the lines of one text from the first to the last, once."""

    def __init__(self, lines: Sequence[TextLine]) -> None:
        """Of one text."""
        self._lines = lines
        self._openings: list[Opening] = []
        self._last: dict[MarkKind, Mark] = {}
        self._article: Mark | None = None
        self._amending = self._over = False
        widths = sorted(line.end - line.start for line in lines)
        usual = widths[len(widths) * 9 // 10] if widths else 0
        self._wrapped = max(WRAPPED * usual, NARROWEST)

    def read(self) -> list[Opening]:
        """What opens in the text, in its order."""
        before = ""
        for at, line in enumerate(self._lines):
            if not line.quoted:
                self._read_line(at, line, before)
            if INTRODUCES.search(line.text[-40:]) and AMENDS.search(f"{before} {line.text}"[-400:]):
                self._amending = MarkKind.ARTICLE in self._last
            before = line.text
        return self._openings

    def _read_line(self, at: int, line: TextLine, before: str) -> None:
        if is_tail(line.text):
            self._open(MarkKind.DIVISION, "", line.start, line.start)
            self._over = True
        elif (length := self._division(line.text)) and not goes_on(before):
            self._open(MarkKind.DIVISION, "", line.start, self._heading_end(at, length))
        elif (mark := mark_at(line.text)) and (own := self._own(mark, line.text, before)):
            first = self._first_clause(own, line)
            body = line.start + own.length if first else self._heading_end(at, own.length)
            self._open(own.kind, own.label, line.start, body)
            self._last[own.kind] = own
            self._article = own if own.kind is MarkKind.ARTICLE else self._article
            if first:
                self._open(first.kind, first.label, body, body)
                self._last[first.kind] = first

    def _division(self, line: str) -> int:
        return division_length(line) if is_annex(line) or not self._over else 0

    def _open(self, kind: MarkKind, label: str, start: int, body: int) -> None:
        self._openings.append(Opening(kind, label, start, body))
        self._last = {known: mark for known, mark in self._last.items() if known < kind}
        if kind <= MarkKind.ARTICLE:
            self._amending = self._over = False

    def _own(self, mark: Mark, line: str, before: str) -> Mark | None:
        """The mark if it counts on in this text; one of another text and a reference do not."""
        if goes_on(before) and not line.isupper():
            return None
        last = self._last.get(mark.kind)
        if mark.kind is MarkKind.ARTICLE:
            return mark if self._is_own_article(mark, before) else None
        if self._over or (mark.kind is MarkKind.SECTION and MarkKind.ARTICLE in self._last):
            return None
        if mark.kind is MarkKind.DOTTED and not self._stands_in_its_number(mark):
            return None
        if mark.label == "d" and last and last.label == "d":
            mark = replace(mark, label="đ", value=mark.value + 1)  # a stroke that was not read
        return mark if counts_on(mark, last, before) else None

    def _is_own_article(self, mark: Mark, before: str) -> bool:
        if self._article is None or (mark.value == 1 and not self._amending):
            return True
        step = mark.value - self._article.value
        if self._amending:
            return step == 1 and not INTRODUCES.search(before[-40:])
        return not self._over and (step in {0, 1} or bool(mark.sign))

    def _first_clause(self, own: Mark, line: TextLine) -> Mark | None:
        """The clause that begins in the line of its article: "Điều 14. 1. Quyền con người"."""
        first = mark_at(line.text[own.length :]) if own.kind is MarkKind.ARTICLE else None
        is_first = first and first.kind is MarkKind.CLAUSE and first.value == 1
        return first if is_first else None

    def _stands_in_its_number(self, mark: Mark) -> bool:
        whole, _dot, part = mark.label.partition(".")
        number, section = self._last.get(MarkKind.CLAUSE), self._last.get(MarkKind.SECTION)
        above = number or section
        return "." not in part and (above is None or whole == str(above.value))

    def _heading_end(self, at: int, mark: int) -> int:
        """Where the heading that begins in a line ends; where the line begins if it has none."""
        line = self._lines[at]
        end, words = line.end, line.text[mark:]
        for following in self._lines[at + 1 : at + 1 + MOST_HEADING_LINES]:
            if ENDED.search(words) or not _continues(words, following):
                break
            end, words = following.end, f"{words} {following.text}"
        return end if self._heads(at, end, words) else line.start

    def _heads(self, at: int, end: int, words: str) -> bool:
        if len(words) > LONGEST_HEADING or words.endswith((":", ";", ",")):
            return False
        if ENDED.search(words):
            return len(words) <= LONGEST_SENTENCE_HEADING
        rest = (line for line in self._lines[at : at + MOST_HEADING_LINES + 1] if line.start > end)
        following = next(rest, None)
        if words.isupper() or following is None or mark_at(following.text):
            return True
        return len(self._lines[at].text) < self._wrapped


def _continues(words: str, following: TextLine) -> bool:
    """Whether a line goes on with a heading: after a bare number, in small
    letters, or in capitals like its words.
    """
    if following.quoted or mark_at(following.text) or division_length(following.text):
        return False
    return (
        not words
        or following.text[0].islower()
        or (following.text.isupper() and not _has_small(words))
    )


def _has_small(words: str) -> bool:
    return any(letter.islower() for letter in words)
