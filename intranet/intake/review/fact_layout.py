"""What the check page shows of the machine's reading: facts, how sure, and where they stand."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from intranet.directives.models import FilePage
from intranet.extraction.values import Box, Fact
from intranet.intake.processing.suggestions import FIELDS, SuggestedFacts

WIDTH = 900
"""Units of width in which a page picture is drawn."""
A4 = 297 / 210
MOST_PAGES = 60
FIRST_PAGES = 3
TALL = 0.4
TEXT_MARK = Markup('<mark class="spot" id="spot-{}"><sup>{}</sup>{}</mark>')


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
    suggestion: SuggestedFacts, pictured: bool, texts: Sequence[FilePage], page_count: int
) -> FactLayout:
    """The layout of an original, as pictures of its pages or as text; `texts` are its first."""
    facts = {name: fact for name in FIELDS if (fact := suggestion.fact(name))}
    doubted, values = suggestion.unsure(), suggestion.values()
    if pictured:
        marks = _boxed(facts, suggestion, doubted)
        numbers = range(1, min(max(page_count, 1), MOST_PAGES) + 1)
        pages = [ShownPage(number, _height(suggestion, number)) for number in numbers]
    else:
        marks, pages = _marked(facts, texts)
    # What was read but is no value of the form is not sure, however clear it stands there.
    fields = [
        FactField(name, facts[name].confidence if name in values and name in facts else None,
                  marks.get(name))
        for name in FIELDS
    ]  # fmt: skip
    fields.sort(key=lambda field: field.mark.number if field.mark else len(FIELDS) + 1)
    return FactLayout(
        unsure=[field for field in fields if field.field in doubted],
        sure=[field for field in fields if field.field not in doubted and field.field in facts],
        marks=marks,
        pages=pages,
        page_count=max(page_count, len(pages)),
    )


def _height(suggestion: SuggestedFacts, page: int) -> int:
    width, height = suggestion.sizes.get(page, (1.0, A4))
    return round(WIDTH * height / width)


def _boxed(
    facts: dict[str, Fact], suggestion: SuggestedFacts, doubted: Collection[str]
) -> dict[str, FactMark]:
    """The places, numbered in the order of the list beside the page: what is unsure first."""

    def listed(named: tuple[str, Box]) -> tuple[bool, int, float, float]:
        name, box = named
        return name not in doubted, box.page, round(box.y0, 2), box.x0

    placed = sorted(((name, fact.box) for name, fact in facts.items() if fact.box), key=listed)
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
        parts, at = [], 0
        for start, end, name in _places(unmarked, page.text):
            if start < at:
                continue  # it overlaps an earlier one
            mark = marks[name] = FactMark(len(marks) + 1, name, page.number)
            marked = TEXT_MARK.format(mark.number, mark.number, page.text[start:end])
            parts += [escape(page.text[at:start]), marked]
            at = end
        text = Markup("").join([*parts, escape(page.text[at:])])
        pages.append(ShownPage(page.number, text=text))
    return marks, pages


def _places(facts: dict[str, Fact], text: str) -> list[tuple[int, int, str]]:
    """Where the facts stand in a text, in its order: start, end, field."""
    return sorted(
        (*match.span(), name)
        for name, fact in facts.items()
        if (match := re.search(_pattern(name, fact.value), text, re.IGNORECASE))
    )


def _pattern(name: str, value: str) -> str:
    if name == "issued_on" and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        year, month, day = map(int, value.split("-"))
        return rf"ngày\s+0?{day}\s+tháng\s+0?{month}\s+năm\s+{year}"
    return r"\s+".join(re.escape(word) for word in value.split()) or r"(?!)"
