"""OpenDocument texts and slides: read as Word files are, with the fonts of their styles."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from intranet.extraction.errors import BrokenFile, EncryptedFile
from intranet.extraction.formats.font_runs import FontRuns, joined_vni
from intranet.extraction.formats.format_reading import FormatReading, document_reading
from intranet.extraction.formats.odt.styles import OFFICE, STYLE, TABLE, TEXT, OdtStyles, odt_styles
from intranet.extraction.formats.xml_package import check_swelling, opened
from intranet.extraction.layout.paragraphs import (
    NEW_PAGE,
    Cell,
    Paragraph,
    of_table,
    pieces,
)

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
Run = tuple[str, str, bool]


@dataclass
class _OdtParagraph:
    """A paragraph before its letters are converted: runs of (font, text, bold)."""

    runs: list[Run] = field(default_factory=list)
    centred: bool = False
    notes: list["_OdtParagraph"] = field(default_factory=list)
    rows: list[list[list["_OdtParagraph"]]] = field(default_factory=list)


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
    reader = _OdtReader(odt_styles((styles, content)))
    blocks = list(reader.blocks(body))
    margins = list(reader.blocks(styles, into=f"{STYLE}master-page")) if styles is not None else []
    fonts = FontRuns((font, text) for font, text, _ in reader.runs)
    return document_reading(
        (paragraph for block in blocks for paragraph in _finished(block, fonts)),
        heads=[paragraph for block in margins for paragraph in _finished(block, fonts)],
        reason=fonts.reason,
    )


def _finished(block: _OdtParagraph, fonts: FontRuns) -> Iterator[Paragraph]:
    if block.rows:
        rows: list[list[Cell]] = [
            [[done for part in cell for done in _finished(part, fonts)] for cell in row]
            for row in block.rows
        ]
        yield from of_table(rows)
        return
    text = "".join(fonts.unicode(font, text) for font, text, _ in block.runs)
    said = [bold for _, text, bold in block.runs if text.strip()]
    notes = tuple(done.text for note in block.notes for done in _finished(note, fonts))
    for paragraph in pieces(text, sum(said) * 2 > len(said), block.centred):
        yield replace(paragraph, notes=notes) if notes else paragraph
        notes = ()


@dataclass
class _OdtReader:
    """Walks through a document and gathers its runs."""

    looks: OdtStyles
    runs: list[Run] = field(default_factory=list)

    def blocks(self, parent: etree._Element, into: str = "") -> Iterator[_OdtParagraph]:
        """The paragraphs and tables in order; with `into` only those below such elements."""
        if into:
            for section in parent.iter(into):
                yield from self.blocks(section)
            return
        for child in parent:
            if child.tag in (f"{TEXT}p", f"{TEXT}h"):
                yield from self._paragraph(child)
            elif child.tag == f"{TABLE}table":
                yield _OdtParagraph(rows=list(self._rows(child)))
            elif child.tag == f"{DRAW}page":
                yield _OdtParagraph([("", NEW_PAGE, False)])
                yield from self.blocks(child)
            elif isinstance(child.tag, str) and child.tag not in UNSEEN:
                yield from self.blocks(child)

    def _rows(self, table: etree._Element) -> Iterator[list[list[_OdtParagraph]]]:
        for row in table.iter(f"{TABLE}table-row"):
            if next(row.iterancestors(f"{TABLE}table"), None) is table:
                cells = row.findall(f"{TABLE}table-cell")
                yield [list(self.blocks(cell)) for cell in cells]

    def _paragraph(self, element: etree._Element) -> Iterator[_OdtParagraph]:
        look = self.looks.of(element.get(f"{TEXT}style-name", ""))
        made = _OdtParagraph(centred=look.centred)
        if look.breaks:
            made.runs.append(("", NEW_PAGE, False))
        boxes: list[etree._Element] = []
        self._runs(element, element.get(f"{TEXT}style-name", ""), made, boxes)
        joined = joined_vni([(font, text) for font, text, _ in made.runs])
        made.runs = [
            (font, text, bold) for (font, _, bold), text in zip(made.runs, joined, strict=True)
        ]
        self.runs += made.runs
        yield made
        for box in boxes:
            yield from self.blocks(box)

    def _runs(
        self, element: etree._Element, style: str, into: _OdtParagraph, boxes: list[etree._Element]
    ) -> None:
        look = self.looks.of(style, element.get(f"{TEXT}style-name", ""))
        if look.hidden:
            return
        self._say(into, element.text, look.font, look.bold)
        for child in element:
            if child.tag in SEPARATE:
                boxes.append(child)
            elif child.tag == f"{TEXT}note":
                into.notes += self.blocks(child)
            elif isinstance(child.tag, str) and child.tag not in UNSEEN:
                self._say(into, _sign(child), look.font, look.bold)
                self._runs(child, style, into, boxes)
            self._say(into, child.tail, look.font, look.bold)

    def _say(self, into: _OdtParagraph, text: str | None, font: str, bold: bool) -> None:
        if text:
            into.runs.append((font, _plain(text), bold))


def _plain(text: str) -> str:
    """White space of the file itself is one blank; what is meant is said by elements."""
    return text if text in ("\n", "\t", NEW_PAGE) else text.replace("\n", " ").replace("\t", " ")


def _sign(element: etree._Element) -> str:
    name = etree.QName(element).localname
    if name == "s":
        count = element.get(f"{TEXT}c", "1")
        return " " * (min(int(count), MOST_SPACES) if count.isdigit() else 1)
    return {"tab": "\t", "line-break": "\n", "soft-page-break": NEW_PAGE}.get(name, "")
