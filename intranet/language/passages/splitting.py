"""The passages of a file's pages: articles, clauses and points, or sections, or paragraphs."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from intranet.language.passages.lines import TextLine, text_lines
from intranet.language.passages.marks import MarkKind
from intranet.language.passages.outline import Opening, OutlineReader
from intranet.language.passages.paragraphs import packed
from intranet.language.passages.spans import PageStarts, PassageSpan, Span, joined_text

LONGEST_CLAUSE, LONGEST_ITEM, LONGEST_WHOLE = 1_400, 700, 2_800
"""Letters of a clause of an article, and of an item of a paper without articles, from which on its
points are passages of their own; and of what has no parts, from which on it is cut."""
LONGEST_LEAD, SHORTEST_OWN = 600, 300
"""Letters of what stands above the first item: up to the one it leads, from the other on, or as a
sentence, it is a passage of its own too."""


@dataclass(frozen=True)
class SplitText:
    """The passages of a text, and the headings of chapters that belong to none of them.

    Every letter but blanks stands in a passage, a heading, a lead or such a division.
    """

    text: str
    passages: tuple[PassageSpan, ...]
    divisions: tuple[Span, ...]


@dataclass(frozen=True)
class _Standing:
    """Where in the order of a text a passage stands."""

    article: str | None = None
    clause: str | None = None
    point: str | None = None
    heading: tuple[Span, ...] = ()
    lead: tuple[Span, ...] = ()


@dataclass(frozen=True)
class _Part:
    """An opening with what stands within it, up to its end."""

    opening: Opening
    end: int
    parts: tuple["_Part", ...]


def split_pages(pages: Sequence[tuple[int, str]]) -> SplitText:
    """The passages of a file from its pages (number, clean text), in order, none over another.

    Takes time in proportion to the length, whatever the text is.
    """
    text = joined_text(pages)
    lines = text_lines(text)
    openings = OutlineReader(lines).read()
    first = openings[0].start if openings else len(text)
    splitter = _Splitter(text, lines)
    spans = list(splitter.cut(0, first, _Standing()))
    for part in _parts(openings, len(text)):
        spans += splitter.passages(part, _Standing())
    starts = PageStarts(pages)
    passages = tuple(
        PassageSpan(
            number, start, end, place.article, place.clause, place.point, place.heading,
            place.lead, starts.page(start), starts.page(end - 1),
        )
        for number, (start, end, place) in enumerate(spans, 1)
    )  # fmt: skip
    headings = (span(text, each.start, each.body) for each in openings if _is_division(each))
    return SplitText(text, passages, tuple(heading for heading in headings if heading))


def span(text: str, start: int, end: int) -> Span | None:
    """The span without the blanks at its sides; None if it says nothing."""
    piece = text[start:end]
    bare = piece.strip()
    begin = start + len(piece) - len(piece.lstrip())
    return (begin, begin + len(bare)) if bare else None


def _is_division(opening: Opening) -> bool:
    return opening.kind is MarkKind.DIVISION


def _parts(openings: Sequence[Opening], end: int) -> tuple[_Part, ...]:
    """What opens on the highest level, in order, each with what opens within it."""
    levels: list[tuple[Opening | None, list[_Part]]] = [(None, [])]
    for opening in openings:
        _close(levels, opening.kind, opening.start)
        levels.append((opening, []))
    _close(levels, MarkKind.DIVISION, end)
    return tuple(levels[0][1])


def _close(levels: list[tuple[Opening | None, list[_Part]]], kind: MarkKind, end: int) -> None:
    while (opening := levels[-1][0]) and opening.kind >= kind:
        parts = levels.pop()[1]
        levels[-1][1].append(_Part(opening, end, tuple(parts)))


class _Splitter:
    """Cuts the parts of one text into passages."""

    def __init__(self, text: str, lines: Sequence[TextLine]) -> None:
        self._text, self._lines = text, lines
        self._starts = [line.start for line in lines]

    def passages(self, part: _Part, above: _Standing) -> Iterator[tuple[int, int, _Standing]]:
        """The passages of a part, each with its place."""
        opening = part.opening
        place = _standing(above, opening)
        heading = span(self._text, opening.start, opening.body)
        if not _is_parted(part, place):
            yield from self._whole(part, place, heading)
            return
        if heading:
            place = replace(place, heading=(*place.heading, heading))
        first = part.parts[0].opening.start if part.parts else part.end
        lead = span(self._text, opening.body, first)
        if lead and self._is_own(lead, opening):
            yield from self.cut(*lead, place)
        if lead and not _is_division(opening) and lead[1] - lead[0] <= LONGEST_LEAD:
            place = replace(place, lead=(*place.lead, lead))
        for each in part.parts:
            yield from self.passages(each, place)

    def cut(self, start: int, end: int, place: _Standing) -> Iterator[tuple[int, int, _Standing]]:
        """A span in paragraphs."""
        low, high = bisect_right(self._starts, start) - 1, bisect_left(self._starts, end)
        for first, last in packed(self._text, self._lines[max(low, 0) : high], start, end):
            yield first, last, place

    def _is_own(self, lead: Span, opening: Opening) -> bool:
        long = lead[1] - lead[0] > SHORTEST_OWN
        return long or _is_division(opening) or self._text[lead[1] - 1] not in ":;,"

    def _whole(
        self, part: _Part, place: _Standing, heading: Span | None
    ) -> Iterator[tuple[int, int, _Standing]]:
        """A part as one passage, without its heading if that is not all it says."""
        opening = part.opening
        body = span(self._text, opening.body, part.end)
        if heading and body and opening.kind <= MarkKind.SECTION:
            place = replace(place, heading=(*place.heading, heading))
        else:
            body = span(self._text, opening.start, part.end)
        if body is None:
            return
        if body[1] - body[0] > LONGEST_WHOLE:
            yield from self.cut(*body, place)
        else:
            yield *body, place


def _standing(above: _Standing, opening: Opening) -> _Standing:
    kind, label = opening.kind, opening.label
    if kind is MarkKind.ARTICLE:
        return _Standing(article=label)
    if kind is MarkKind.POINT:
        return replace(above, point=label)
    if kind is MarkKind.DIVISION:
        return above
    before = above.clause
    if kind is MarkKind.DOTTED and before:
        before = before.rpartition(".")[0]  # "1.1" stands under "1" and says so itself
    return replace(above, clause=f"{before}.{label}" if before else label)


def _is_parted(part: _Part, place: _Standing) -> bool:
    """Whether what stands within a part is passages of its own."""
    if part.opening.kind is MarkKind.DIVISION:
        return True
    if not part.parts:
        return False
    length, points = part.end - part.opening.start, part.parts[0].opening.kind is MarkKind.POINT
    if place.article is None:
        return not points or length > LONGEST_ITEM
    if part.opening.kind is MarkKind.ARTICLE and not points:
        return True
    return length > LONGEST_CLAUSE
