"""What the check page shows of the machine's reading: facts, how sure, and where they stand."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from intranet.directives.models import FilePage
from intranet.extraction.values import Box, Fact
from intranet.intake.processing.suggestions import FIELDS, Suggestion

WIDTH = 900
"""Units of width in which a page picture is drawn."""
A4 = 297 / 210
MOST_SHEETS = 60
TALL = 0.4


@dataclass(frozen=True)
class Spot:
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
    def cut(self) -> str:
        """The viewBox of its cut-out, with a little air."""
        return f"{self.x - 6} {self.y - 6} {self.width + 12} {self.height + 12}"


@dataclass(frozen=True)
class Sheet:
    """A page as a picture (height for a width of 900) or, where there is none, as marked text."""

    number: int
    height: int = 0
    text: Markup | None = None


@dataclass(frozen=True)
class Point:
    """One field beside the page: confidence is None when nothing was read."""

    field: str
    confidence: float | None
    spot: Spot | None


@dataclass(frozen=True)
class Reading:
    """Everything the machine says about one file, laid out for a person."""

    unsure: Sequence[Point]
    sure: Sequence[Point]
    spots: dict[str, Spot]
    sheets: Sequence[Sheet]
    pages: int

    def on(self, page: int) -> list[Spot]:
        """The marks of a page."""
        return [spot for spot in self.spots.values() if spot.page == page]

    def is_unsure(self, field: str) -> bool:
        """Whether a person must look at this field."""
        return any(point.field == field for point in self.unsure)


def laid_out(suggestion: Suggestion, kind: str, texts: Sequence[FilePage], pages: int) -> Reading:
    """The reading of an original of this kind; `texts` are its first pages."""
    facts = {name: fact for name in FIELDS if (fact := suggestion.fact(name))}
    pictured = kind in ("pdf", "image")
    spots = _boxed(facts, suggestion) if pictured else {}
    if pictured:
        count = min(max(pages, 1), MOST_SHEETS)
        sheets = [Sheet(number, _height(suggestion, number)) for number in range(1, count + 1)]
    else:
        spots, sheets = _marked(facts, texts)
    doubted = suggestion.unsure()
    points = [_point(name, facts.get(name), spots.get(name)) for name in FIELDS]
    return Reading(
        unsure=[one for one in points if one.field in doubted],
        sure=[one for one in points if one.field not in doubted and one.field in facts],
        spots=spots,
        sheets=sheets,
        pages=max(pages, len(sheets)),
    )


def _point(name: str, fact: Fact | None, spot: Spot | None) -> Point:
    return Point(name, fact.confidence if fact else None, spot)


def _height(suggestion: Suggestion, page: int) -> int:
    width, height = suggestion.sizes.get(page, (1.0, A4))
    return round(WIDTH * height / width)


def _boxed(facts: dict[str, Fact], suggestion: Suggestion) -> dict[str, Spot]:
    placed = [(name, fact.box) for name, fact in facts.items() if fact.box]
    placed.sort(key=lambda one: (one[1].page, round(one[1].y0, 2), one[1].x0))
    return {
        name: _spot(number, name, box, _height(suggestion, box.page))
        for number, (name, box) in enumerate(placed, 1)
    }


def _spot(number: int, name: str, box: Box, height: int) -> Spot:
    return Spot(
        number, name, box.page,
        x=round(box.x0 * WIDTH) - 4, y=round(box.y0 * height) - 4,
        width=round((box.x1 - box.x0) * WIDTH) + 8, height=round((box.y1 - box.y0) * height) + 8,
    )  # fmt: skip


def _marked(
    facts: dict[str, Fact], texts: Sequence[FilePage]
) -> tuple[dict[str, Spot], list[Sheet]]:
    spots: dict[str, Spot] = {}
    sheets = []
    for page in texts:
        waiting = {name: fact for name, fact in facts.items() if name not in spots}
        found = list(_apart(_places(waiting, page.text)))
        fresh = {
            name: Spot(number, name, page.number)
            for number, (_start, _end, name) in enumerate(found, len(spots) + 1)
        }
        spots.update(fresh)
        sheets.append(Sheet(page.number, text=_with_marks(page.text, found, fresh)))
    return spots, sheets


def _places(facts: dict[str, Fact], text: str) -> list[tuple[int, int, str]]:
    found = []
    for name, fact in facts.items():
        if match := re.search(_pattern(name, fact.value), text, re.IGNORECASE):
            found.append((match.start(), match.end(), name))
    return sorted(found)


def _pattern(name: str, value: str) -> str:
    if name == "issued_on" and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        year, month, day = (int(part) for part in value.split("-"))
        return rf"ngày\s+0?{day}\s+tháng\s+0?{month}\s+năm\s+{year}"
    return r"\s+".join(re.escape(word) for word in value.split()) or r"(?!)"


def _apart(places: Iterable[tuple[int, int, str]]) -> Iterable[tuple[int, int, str]]:
    end = 0
    for place in places:
        if place[0] >= end:
            yield place
            end = place[1]


def _with_marks(
    text: str, places: Sequence[tuple[int, int, str]], spots: dict[str, Spot]
) -> Markup:
    parts, at = [], 0
    for start, end, name in places:
        parts.append(escape(text[at:start]))
        mark = Markup('<mark class="spot" id="spot-{}"><sup>{}</sup>{}</mark>')
        number = spots[name].number
        parts.append(mark.format(number, number, text[start:end]))
        at = end
    return Markup("").join([*parts, escape(text[at:])])
