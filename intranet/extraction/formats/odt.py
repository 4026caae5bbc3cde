"""OpenDocument texts and slides: read as Word files are, with the fonts of their styles."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from intranet.extraction.errors import BrokenFile, EncryptedFile
from intranet.extraction.formats.font_runs import BREAK, FontPassage, Run
from intranet.extraction.formats.format_reading import FormatReading, passages_reading
from intranet.extraction.formats.text_styles import StyleSheet, StyleTraits
from intranet.extraction.formats.xml_package import check_swelling, opened
from intranet.extraction.layout.paragraphs import NEW_PAGE

SPACE = "{{urn:oasis:names:tc:opendocument:xmlns:{}:1.0}}"
OFFICE, STYLE, TEXT, TABLE = (SPACE.format(name) for name in ("office", "style", "text", "table"))
FO = SPACE.format("xsl-fo-compatible")
SVG = SPACE.format("svg-compatible")
USUAL = f"{STYLE}default-style"
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
    reader = OdtReader(_style_sheet([root for root in (styles, content) if root is not None]))
    pages = styles.iter(f"{STYLE}master-page") if styles is not None else ()
    margins = [block for page in pages for block in reader.blocks(page)]
    return passages_reading(list(reader.blocks(body)), heads=margins)


@dataclass
class OdtReader:
    """Walks through a document and gathers its passages."""

    styles: StyleSheet

    def blocks(self, parent: etree._Element) -> Iterator[FontPassage]:
        """The paragraphs and tables in order."""
        for child in parent:
            if child.tag in (f"{TEXT}p", f"{TEXT}h"):
                yield from self._paragraph(child)
            elif child.tag == f"{TABLE}table":
                yield FontPassage(rows=list(self._rows(child)))
            elif isinstance(child.tag, str) and child.tag not in UNSEEN:
                if child.tag == f"{DRAW}page":
                    yield FontPassage([BREAK])
                yield from self.blocks(child)

    def _rows(self, table: etree._Element) -> Iterator[list[list[FontPassage]]]:
        for row in table.iter(f"{TABLE}table-row"):
            if next(row.iterancestors(f"{TABLE}table"), None) is table:
                cells = row.findall(f"{TABLE}table-cell")
                yield [list(self.blocks(cell)) for cell in cells]

    def _paragraph(self, element: etree._Element) -> Iterator[FontPassage]:
        style = element.get(f"{TEXT}style-name", "")
        look = self.styles.look(style)
        made = FontPassage([BREAK] if look.breaks else [], look.centred)
        boxes: list[etree._Element] = []
        self._runs(element, style, made, boxes)
        made.join_marks()
        yield made
        for box in boxes:
            yield from self.blocks(box)

    def _runs(
        self, element: etree._Element, style: str, into: FontPassage, boxes: list[etree._Element]
    ) -> None:
        look = self.styles.look(style, element.get(f"{TEXT}style-name", ""))
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


def _style_sheet(roots: Sequence[etree._Element]) -> StyleSheet:
    """The styles in styles.xml and content.xml; automatic ones of the content come last."""
    faces = {
        face.get(f"{STYLE}name", ""): face.get(f"{SVG}font-family", "").strip("'\"")
        for root in roots
        for face in root.iter(f"{STYLE}font-face")
    }
    sheet = StyleSheet()
    for style in (each for root in roots for each in root.iter(f"{STYLE}style", USUAL)):
        if style.tag != USUAL or style.get(f"{STYLE}family") == "paragraph":
            name = style.get(f"{STYLE}name", "")
            sheet.traits[name] = _traits(style, faces)
            sheet.bases[name] = style.get(f"{STYLE}parent-style-name", "")
    usual = sheet.traits.get("", {})
    sheet.usual = {"font": usual["font"]} if "font" in usual else {}
    return sheet


def _traits(style: etree._Element, faces: Mapping[str, str]) -> StyleTraits:
    traits: StyleTraits = {}
    if (text := style.find(f"{STYLE}text-properties")) is not None:
        face = text.get(f"{STYLE}font-name", "")
        if family := faces.get(face, face) or text.get(f"{FO}font-family", "").strip("'\""):
            traits["font"] = family
        if (weight := text.get(f"{FO}font-weight")) is not None:
            traits["bold"] = weight not in ("normal", "100", "400")
        if (shown := text.get(f"{TEXT}display")) is not None:
            traits["hidden"] = shown == "none"
    if (place := style.find(f"{STYLE}paragraph-properties")) is not None:
        traits["breaks"] = place.get(f"{FO}break-before") == "page"
        if (aligned := place.get(f"{FO}text-align")) is not None:
            traits["centred"] = aligned == "center"
    return traits
