"""The flow of a web page: which words form a paragraph, which stand in a table, in which font."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from intranet.extraction.layout.paragraphs import NEW_PAGE

UNSEEN_WORDS = """
script style head template noscript iframe object embed applet svg math xml select
option textarea button canvas audio video title meta link del
"""
BLOCKS_WORDS = """
p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote pre hr tr td th body section
article header footer main address center form fieldset nav aside caption figure
"""
UNSEEN, BLOCKS = frozenset(UNSEEN_WORDS.split()), frozenset(BLOCKS_WORDS.split())
HEADINGS = frozenset(("h1", "h2", "h3", "b", "strong", "th"))
SPACES = re.compile(r"[ \t\r\n\f]+")
FAMILY = re.compile(r"font-family\s*:\s*[\"']?([^;\"',}]+)", re.IGNORECASE)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
NEXT_PAGE = re.compile(r"page-break-before\s*:\s*always|break-before\s*:\s*page", re.IGNORECASE)
CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)


@dataclass
class HtmlPassage:
    """A paragraph as runs of (font, text), or a table as rows of cells of passages."""

    runs: list[tuple[str, str]] = field(default_factory=list)
    centred: bool = False
    bold: bool = False
    rows: list[list[list["HtmlPassage"]]] = field(default_factory=list)

    @property
    def says_something(self) -> bool:
        """Whether it is a table or holds more than blanks."""
        return bool(self.rows) or any(text.strip(" ") for _, text in self.runs)

    def all_runs(self) -> Iterator[tuple[str, str]]:
        """Its runs and those of its cells."""
        yield from self.runs
        for row in self.rows:
            for cell in row:
                for passage in cell:
                    yield from passage.all_runs()


@dataclass(frozen=True)
class HtmlStyle:
    """What holds for text at one place."""

    font: str = ""
    bold: bool = False
    centred: bool = False
    kept: bool = False  # white space as it is written


class HtmlFlow:
    """Reads one parsed page."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._fonts = _fonts_of_classes(root)

    def passages(self) -> Iterator[HtmlPassage]:
        """Paragraphs and tables in their order."""
        yield from self._blocks(self._root, HtmlStyle(self._fonts.get("body", "")))

    def _blocks(self, element: etree._Element, look: HtmlStyle) -> list[HtmlPassage]:
        passages = [HtmlPassage()]
        self._read(element, look, passages)
        return [passage for passage in passages if passage.says_something]

    def _read(self, element: etree._Element, look: HtmlStyle, passages: list[HtmlPassage]) -> None:
        self._say(element.text, look, passages)
        for child in element:
            name = child.tag.lower() if isinstance(child.tag, str) else ""
            if name and name not in UNSEEN and not _is_hidden(child):
                self._enter(child, name, look, passages)
            self._say(child.tail, look, passages)

    def _enter(
        self, child: etree._Element, name: str, look: HtmlStyle, passages: list[HtmlPassage]
    ) -> None:
        inner = self._look(child, name, look)
        if NEXT_PAGE.search(child.get("style", "")):
            passages.append(HtmlPassage([("", NEW_PAGE)]))
        if name == "br":
            self._append("\n", look, passages)
        elif name == "table":
            passages += [HtmlPassage(rows=self._rows(child, inner)), HtmlPassage()]
        elif name in BLOCKS:
            passages.append(HtmlPassage(centred=inner.centred))
            self._read(child, inner, passages)
            passages.append(HtmlPassage(centred=look.centred))
        else:
            self._read(child, inner, passages)

    def _rows(self, table: etree._Element, look: HtmlStyle) -> list[list[list[HtmlPassage]]]:
        rows: list[list[list[HtmlPassage]]] = []
        for row in table.iter("tr"):
            if next(row.iterancestors("table"), None) is table and not _is_hidden(row):
                cells = [cell for cell in row if cell.tag in ("td", "th")]
                looks = [self._look(cell, str(cell.tag), look) for cell in cells]
                rows.append([self._blocks(*pair) for pair in zip(cells, looks, strict=True)])
        return rows

    def _look(self, element: etree._Element, name: str, look: HtmlStyle) -> HtmlStyle:
        style = element.get("style", "")
        own = FAMILY.search(style)
        named = (self._fonts.get(word) for word in (*element.get("class", "").split(), name))
        font = own[1].strip() if own else element.get("face") or next(filter(None, named), "")
        placed = name == "center" or element.get("align", "").lower() == "center"
        centred = placed or bool(CENTRED.search(style))
        aligned = element.get("align") or "text-align" in style.lower()
        return replace(
            look,
            font=font.split(",")[0].strip("\"' ") or look.font,
            bold=look.bold or name in HEADINGS or bool(BOLD.search(style)),
            centred=centred if aligned or centred else look.centred,
            kept=look.kept or name == "pre",
        )

    def _say(self, text: str | None, look: HtmlStyle, passages: list[HtmlPassage]) -> None:
        if text:
            self._append(text if look.kept else SPACES.sub(" ", text), look, passages)

    def _append(self, text: str, look: HtmlStyle, passages: list[HtmlPassage]) -> None:
        passage = passages[-1]
        if passage.rows:
            passages.append(passage := HtmlPassage(centred=look.centred))
        if text.strip() and not any(said.strip() for _, said in passage.runs):
            passage.bold, passage.centred = look.bold, look.centred
        passage.runs.append((look.font, text))


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(HIDDEN.search(element.get("style", "")))


def _fonts_of_classes(root: etree._Element) -> dict[str, str]:
    """Fonts by class or element, as the style sheet of the page says."""
    fonts: dict[str, str] = {}
    for sheet in root.iter("style"):
        for selectors, rules in RULE.findall(sheet.text or ""):
            family = FAMILY.search(rules)
            for selector in selectors.split(",") if family and "@" not in selectors else ():
                name = selector.strip().rsplit(".", 1)[-1]
                if family and name.replace("-", "").replace("_", "").isalnum():
                    fonts[name] = family[1].strip()
    return fonts
