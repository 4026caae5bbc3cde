"""Numbers that Word counts by itself ("Điều 5.", "a)"): seen on the page, absent from the text."""

from dataclasses import dataclass, field

from lxml import etree

from intranet.extraction.formats.docx.styles import value_of
from intranet.extraction.formats.text_styles import lineage
from intranet.extraction.formats.xml_package import W

LEVELS = 9
MOST = 5000
HUNDREDS = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"))
UNITS = ((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True)
class ListLevel:
    """How one level is counted and written: "%1.%2" with a kind of digits."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""


@dataclass
class ListCounters:
    """The lists of one document and how far each is counted."""

    lists: dict[str, tuple[str, dict[int, ListLevel]]] = field(default_factory=dict)
    styled: dict[str, tuple[str, int]] = field(default_factory=dict)
    counted: dict[str, list[int]] = field(default_factory=dict)

    def before(self, paragraph: etree._Element) -> str:
        """The number that stands before a paragraph; empty when there is none."""
        name, at = self._place(paragraph)
        key, levels = self.lists.get(name, ("", {}))
        return self._next(key, levels, at) if 0 <= at < LEVELS and at in levels else ""

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        style = self.styled.get(value_of(paragraph, "pPr/pStyle"), ("", 0))
        mark = paragraph.find(f"{W}pPr/{W}numPr")
        if mark is None:
            return style
        level = value_of(mark, "ilvl")
        return value_of(mark, "numId") or style[0], _number(level) if level else style[1]

    def _next(self, key: str, levels: dict[int, ListLevel], at: int) -> str:
        counts = self.counted.setdefault(key, [0] * LEVELS)
        counts[at] = counts[at] + 1 if counts[at] else levels[at].start
        counts[at + 1 :] = [0] * (LEVELS - at - 1)
        if levels[at].form in ("bullet", "none"):
            return ""
        written = levels[at].pattern
        for index in range(LEVELS):
            level = levels.get(index, ListLevel())
            written = written.replace(f"%{index + 1}", _digits(counts[index] or level.start, level))
        return written.strip()


def list_counters(
    root: etree._Element | None, styles: etree._Element | None = None
) -> ListCounters:
    """The lists of word/numbering.xml with the styles that use them; both may be missing."""
    if root is None:
        return ListCounters()
    shapes = {
        shape.get(f"{W}abstractNumId", ""): {
            _number(level.get(f"{W}ilvl", "")): ListLevel(
                _number(value_of(level, "start") or "1"),
                value_of(level, "numFmt") or "decimal",
                value_of(level, "lvlText"),
            )
            for level in shape.iter(f"{W}lvl")
        }
        for shape in root.iter(f"{W}abstractNum")
    }
    lists: dict[str, tuple[str, dict[int, ListLevel]]] = {}
    for entry in root.iter(f"{W}num"):
        shape, name = value_of(entry, "abstractNumId"), entry.get(f"{W}numId", "")
        own = entry.find(f"{W}lvlOverride") is not None
        lists[name] = (f"own {name}" if own else f"shape {shape}", shapes.get(shape, {}))
    return ListCounters(lists, _styled(styles) if styles is not None else {})


def _styled(styles: etree._Element) -> dict[str, tuple[str, int]]:
    """The list and level that a style numbers its paragraphs by, its own or its base's."""
    own: dict[str, tuple[str, int]] = {}
    bases: dict[str, str] = {}
    for style in styles.iter(f"{W}style"):
        name = style.get(f"{W}styleId", "")
        bases[name] = value_of(style, "basedOn")
        mark = style.find(f"{W}pPr/{W}numPr")
        if mark is not None:
            own[name] = (value_of(mark, "numId"), _number(value_of(mark, "ilvl")))
    nearest = {name: [base for base in lineage(name, bases) if base in own] for name in bases}
    return {name: own[line[0]] for name, line in nearest.items() if line}


def _digits(count: int, level: ListLevel) -> str:
    if level.form.endswith("Letter"):
        digits = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
    elif level.form.endswith("Roman"):
        digits = _roman(count)
    else:
        digits = f"{count:02d}" if level.form == "decimalZero" else str(count)
    return digits.upper() if level.form.startswith("upper") else digits


def _roman(count: int) -> str:
    signs, left = "", min(count, MOST)
    for value, sign in (*HUNDREDS, *UNITS):
        times, left = divmod(left, value)
        signs += sign * times
    return signs


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
