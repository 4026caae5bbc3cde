"""What the check page shows of the machine's reading: facts, how sure, and where they stand."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from intranet.directives.models import FilePage
from intranet.extraction.formats.registry import PICTURED_KINDS
from intranet.extraction.values import Box, Fact
from intranet.intake.processing.suggestions import FIELDS, SuggestedFacts

WIDTH = 900
"""Units of width in which a page picture is drawn."""
A4 = 297 / 210
MOST_PAGES = 60
FIRST_PAGES = 3
TALL = 0.4
TEXT_MARK = Markup('<mark class="spot" id="spot-{}"><sup>{}</sup>{}</mark>')
TextPlace = tuple[int, int, str]
"""Where a fact stands in a text: start, end, field."""


@dataclass(frozen=True)
class FactMark:
    """The numbered place of a fact on its page, in units of a page 900 wide."""

    number: int
    field: str
    page: int
    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0

    @property
    def is_tall(self) -> bool:
        """Whether its cut-out is drawn by height, as a signature is."""
        return self.height > TALL * self.width

    @property
    def text_y(self) -> int:
        """The base line of its number."""
        return self.y + 6

    @property
    def cut(self) -> str:
        """The viewBox of its cut-out, with a little air."""
        return f"{self.x - 6} {self.y - 6} {self.width + 12} {self.height + 12}"


@dataclass(frozen=True)
class ShownPage:
    """A page as a picture (height for a width of 900) or, where there is none, as marked text."""

    number: int
    height: int = 0
    text: Markup | None = None


@dataclass(frozen=True)
class FactField:
    """One field beside the page: confidence is None when nothing was read."""

    field: str
    confidence: float | None
    mark: FactMark | None


@dataclass(frozen=True)
class FactLayout:
    """Everything the machine says about one file, laid out for a person.

    `pages` are those that are shown, `page_count` all that the original has.
    """

    unsure: Sequence[FactField]
    sure: Sequence[FactField]
    marks: dict[str, FactMark]
    pages: Sequence[ShownPage]
    page_count: int

    def on(self, page: int) -> list[FactMark]:
        """The marks of a page."""
        return [mark for mark in self.marks.values() if mark.page == page]

    def is_drawn(self, page: ShownPage) -> bool:
        """Whether a page is drawn with its marks at once; others are plain pictures loaded late."""
        return page.number <= FIRST_PAGES or page.text is not None or bool(self.on(page.number))

    def page_of(self, mark: FactMark) -> ShownPage | None:
        """The page of which the place of a fact can be cut out, when that page is shown."""
        is_shown = mark.width and mark.page <= len(self.pages)
        return self.pages[mark.page - 1] if is_shown else None

    def is_read(self, field: str) -> bool:
        """Whether the machine has read this field, surely or with a place on a page."""
        return field in self.marks or any(sure.field == field for sure in self.sure)

    def is_unsure(self, field: str) -> bool:
        """Whether a person must look at this field."""
        return any(unsure.field == field for unsure in self.unsure)


def fact_layout(
    suggestion: SuggestedFacts, kind: str, texts: Sequence[FilePage], page_count: int
) -> FactLayout:
    """The layout of an original of this kind; `texts` are its first pages."""
    facts = {name: fact for name in FIELDS if (fact := suggestion.fact(name))}
    if kind in PICTURED_KINDS:
        marks = _boxed(facts, suggestion)
        numbers = range(1, min(max(page_count, 1), MOST_PAGES) + 1)
        pages = [ShownPage(number, _height(suggestion, number)) for number in numbers]
    else:
        marks, pages = _marked(facts, texts)
    doubted = suggestion.unsure()
    fields = [_field(name, facts.get(name), marks.get(name)) for name in FIELDS]
    return FactLayout(
        unsure=[field for field in fields if field.field in doubted],
        sure=[field for field in fields if field.field not in doubted and field.field in facts],
        marks=marks,
        pages=pages,
        page_count=max(page_count, len(pages)),
    )


def _field(name: str, fact: Fact | None, mark: FactMark | None) -> FactField:
    return FactField(name, fact.confidence if fact else None, mark)


def _height(suggestion: SuggestedFacts, page: int) -> int:
    width, height = suggestion.sizes.get(page, (1.0, A4))
    return round(WIDTH * height / width)


def _boxed(facts: dict[str, Fact], suggestion: SuggestedFacts) -> dict[str, FactMark]:
    placed = [(name, fact.box) for name, fact in facts.items() if fact.box]
    placed.sort(key=lambda named: (named[1].page, round(named[1].y0, 2), named[1].x0))
    return {
        name: _boxed_mark(number, name, box, _height(suggestion, box.page))
        for number, (name, box) in enumerate(placed, 1)
    }


def _boxed_mark(number: int, name: str, box: Box, height: int) -> FactMark:
    return FactMark(
        number, name, box.page,
        x=round(box.x0 * WIDTH) - 4, y=round(box.y0 * height) - 4,
        width=round((box.x1 - box.x0) * WIDTH) + 8, height=round((box.y1 - box.y0) * height) + 8,
    )  # fmt: skip


def _marked(
    facts: dict[str, Fact], texts: Sequence[FilePage]
) -> tuple[dict[str, FactMark], list[ShownPage]]:
    marks: dict[str, FactMark] = {}
    pages = []
    for page in texts:
        unmarked = {name: fact for name, fact in facts.items() if name not in marks}
        places = list(_apart(_places(unmarked, page.text)))
        numbered = enumerate(places, len(marks) + 1)
        fresh = {name: FactMark(number, name, page.number) for number, (*_at, name) in numbered}
        marks.update(fresh)
        pages.append(ShownPage(page.number, text=_with_marks(page.text, places, fresh)))
    return marks, pages


def _places(facts: dict[str, Fact], text: str) -> list[TextPlace]:
    matches = {
        name: re.search(_pattern(name, fact.value), text, re.IGNORECASE)
        for name, fact in facts.items()
    }
    return sorted((match.start(), match.end(), name) for name, match in matches.items() if match)


def _pattern(name: str, value: str) -> str:
    if name == "issued_on" and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        year, month, day = (int(part) for part in value.split("-"))
        return rf"ngày\s+0?{day}\s+tháng\s+0?{month}\s+năm\s+{year}"
    return r"\s+".join(re.escape(word) for word in value.split()) or r"(?!)"


def _apart(places: Iterable[TextPlace]) -> Iterator[TextPlace]:
    """The places in order, without those that overlap an earlier one."""
    end = 0
    for place in places:
        if place[0] >= end:
            yield place
            end = place[1]


def _with_marks(text: str, places: Sequence[TextPlace], marks: dict[str, FactMark]) -> Markup:
    parts, at = [], 0
    for start, end, name in places:
        parts.append(escape(text[at:start]))
        number = marks[name].number
        parts.append(TEXT_MARK.format(number, number, text[start:end]))
        at = end
    return Markup("").join([*parts, escape(text[at:])])
