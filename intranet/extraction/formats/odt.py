"""OpenDocument texts and slides: read as Word files are, with the fonts of their styles."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from intranet.extraction.errors import BrokenFile, EncryptedFile
from intranet.extraction.formats.font_runs import BREAK, FontRuns, Passage, Run
from intranet.extraction.formats.format_reading import FormatReading, document_reading
from intranet.extraction.formats.xml_package import check_swelling, opened
from intranet.extraction.layout.paragraphs import NEW_PAGE

SPACE = "{{urn:oasis:names:tc:opendocument:xmlns:{}:1.0}}"
OFFICE, STYLE, TEXT, TABLE = (SPACE.format(name) for name in ("office", "style", "text", "table"))
FO = SPACE.format("xsl-fo-compatible")
SVG = SPACE.format("svg-compatible")
DEEPEST = 20  # styles built on styles; more is a ring
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
MANIFEST = "META-INF/manifest.xml"
MOST_SPACES = 100
SEPARATE = {f"{DRAW}frame", f"{DRAW}custom-shape", f"{DRAW}g", f"{DRAW}a", f"{DRAW}rect"}
UNSEEN = {
    f"{OFFICE}annotation",
    f"{OFFICE}annotation-end",
    f"{TEXT}tracked-changes",
    f"{TEXT}hidden-text",
    f"{TEXT}note-citation",
    f"{TEXT}bibliography-mark",
    f"{TEXT}page-number",
}


def read_odt(path: Path) -> FormatReading:
    """The document as it is seen: old letters in Unicode, deleted and hidden text left out.

    Headers, footers and notes are read once; a slide of a presentation is a page. Raises
    BrokenFile, EncryptedFile or TooLarge.
    """
    with opened(path) as package:
        check_swelling(package)
        if MANIFEST in package.names and b"encryption-data" in package.data(MANIFEST):
            raise EncryptedFile
        content, styles = package.root("content.xml"), package.root_or_none("styles.xml")
    body = content.find(f"{OFFICE}body")
    if body is None:
        raise BrokenFile
    reader = OdtReader(OdtStyles([root for root in (styles, content) if root is not None]))
    blocks = list(reader.blocks(body))
    pages = styles.iter(f"{STYLE}master-page") if styles is not None else ()
    margins = [block for page in pages for block in reader.blocks(page)]
    fonts = FontRuns(run for block in (*blocks, *margins) for run in block.all_runs())
    return document_reading(
        (paragraph for block in blocks for paragraph in block.paragraphs(fonts)),
        heads=[paragraph for block in margins for paragraph in block.paragraphs(fonts)],
        reason=fonts.reason,
    )


@dataclass
class OdtReader:
    """Walks through a document and gathers its passages."""

    looks: "OdtStyles"

    def blocks(self, parent: etree._Element) -> Iterator[Passage]:
        """The paragraphs and tables in order."""
        for child in parent:
            if child.tag in (f"{TEXT}p", f"{TEXT}h"):
                yield from self._paragraph(child)
            elif child.tag == f"{TABLE}table":
                yield Passage(rows=list(self._rows(child)))
            elif isinstance(child.tag, str) and child.tag not in UNSEEN:
                if child.tag == f"{DRAW}page":
                    yield Passage([BREAK])
                yield from self.blocks(child)

    def _rows(self, table: etree._Element) -> Iterator[list[list[Passage]]]:
        for row in table.iter(f"{TABLE}table-row"):
            if next(row.iterancestors(f"{TABLE}table"), None) is table:
                cells = row.findall(f"{TABLE}table-cell")
                yield [list(self.blocks(cell)) for cell in cells]

    def _paragraph(self, element: etree._Element) -> Iterator[Passage]:
        style = element.get(f"{TEXT}style-name", "")
        look = self.looks.of(style)
        made = Passage([BREAK] if look.breaks else [], look.centred)
        boxes: list[etree._Element] = []
        self._runs(element, style, made, boxes)
        made.join_marks()
        yield made
        for box in boxes:
            yield from self.blocks(box)

    def _runs(
        self, element: etree._Element, style: str, into: Passage, boxes: list[etree._Element]
    ) -> None:
        look = self.looks.of(style, element.get(f"{TEXT}style-name", ""))
        if look.hidden:
            return

        def say(text: str | None) -> None:
            if text:
                into.runs.append(Run(look.font, _plain(text), look.bold))

        say(element.text)
        for child in element:
            if child.tag in SEPARATE:
                boxes.append(child)
            elif child.tag == f"{TEXT}note":
                into.notes += self.blocks(child)
            elif isinstance(child.tag, str) and child.tag not in UNSEEN:
                say(_sign(child))
                self._runs(child, style, into, boxes)
            say(child.tail)


def _plain(text: str) -> str:
    """White space of the file itself is one blank; what is meant is said by elements."""
    return text if text in ("\n", "\t", NEW_PAGE) else text.replace("\n", " ").replace("\t", " ")


def _sign(element: etree._Element) -> str:
    name = etree.QName(element).localname
    if name == "s":
        count = element.get(f"{TEXT}c", "1")
        return " " * (min(int(count[:6]), MOST_SPACES) if count.isdecimal() else 1)
    return {"tab": "\t", "line-break": "\n", "soft-page-break": NEW_PAGE}.get(name, "")


@dataclass(frozen=True)
class OdtStyle:
    """How text in a style looks."""

    font: str = ""
    bold: bool = False
    hidden: bool = False
    centred: bool = False
    breaks: bool = False


class OdtStyles:
    """The styles in styles.xml and content.xml; automatic ones of the content come last."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._faces: dict[str, str] = {}
        self._known: dict[tuple[str, ...], OdtStyle] = {}
        for root in roots:
            for face in root.iter(f"{STYLE}font-face"):
                family = face.get(f"{SVG}font-family", "").strip("'\"")
                self._faces[face.get(f"{STYLE}name", "")] = family
            for style in root.iter(f"{STYLE}style"):
                self._styles[style.get(f"{STYLE}name", "")] = style
            for style in root.iter(f"{STYLE}default-style"):
                if style.get(f"{STYLE}family") == "paragraph":
                    self._styles[""] = style

    def of(self, *names: str) -> OdtStyle:
        """The look of the styles, later ones over earlier ones."""
        if names not in self._known:
            usual = self._styles.get("")
            look = OdtStyle()
            if usual is not None:
                look = OdtStyle(font=self._over(look, usual).font)
            for style in (style for name in names for style in reversed(self._line(name))):
                look = self._over(look, style)
            self._known[names] = look
        return self._known[names]

    def _line(self, name: str) -> list[etree._Element]:
        line: list[etree._Element] = []
        while name in self._styles and len(line) < DEEPEST:
            line.append(self._styles[name])
            name = line[-1].get(f"{STYLE}parent-style-name", "")
        return line

    def _over(self, look: OdtStyle, style: etree._Element) -> OdtStyle:
        text = style.find(f"{STYLE}text-properties")
        place = style.find(f"{STYLE}paragraph-properties")
        if text is not None:
            face = text.get(f"{STYLE}font-name", "")
            family = self._faces.get(face, face) or text.get(f"{FO}font-family", "").strip("'\"")
            weight, shown = text.get(f"{FO}font-weight"), text.get(f"{TEXT}display")
            look = replace(
                look,
                font=family or look.font,
                bold=look.bold if weight is None else weight not in ("normal", "100", "400"),
                hidden=look.hidden if shown is None else shown == "none",
            )
        if place is not None:
            aligned = place.get(f"{FO}text-align")
            look = replace(
                look,
                centred=look.centred if aligned is None else aligned == "center",
                breaks=place.get(f"{FO}break-before") == "page",
            )
        return look
