"""Sheets, type and rules of a Word file as Decree 30/2020, annex I, part I asks for.

A4; margins 20, 20, 30 (left) and 15 mm; Times New Roman 13–14, black; page numbers top centre in
Arabic figures, none on the first page.
"""

import io
from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Mm, Pt
from docx.text.paragraph import Paragraph

from intranet.printing.reproducible_files import reproducible

FONT = "Times New Roman"
SIZE = 14.0
LONG, SHORT = Mm(297), Mm(210)
MARGINS = {"top": Mm(20), "bottom": Mm(20), "left": Mm(30), "right": Mm(15)}
INDENT = Cm(1.27)
LINES = 1.15


def blank(author: str, title: str) -> DocxDocument:
    """An empty document of upright sheets in Vietnamese."""
    document = Document()
    body = document.element.body
    for child in list(body):
        if not child.tag.endswith("sectPr"):
            body.remove(child)
    _type(document)
    section = document.sections[0]
    shape(section, across=False)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(number, "PAGE")
    properties = document.core_properties
    properties.author, properties.title = author, title
    properties.comments, properties.language = "", "vi-VN"
    return document


def saved(document: DocxDocument, made: datetime) -> bytes:
    """The file of a document; the same document made at the same moment is the same to the byte."""
    stream = io.BytesIO()
    document.save(stream)
    return reproducible(stream.getvalue(), made)


def _type(document: DocxDocument) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(SIZE)
    fonts = style.element.rPr.rFonts
    for which in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(which), FONT)
    tongue = {qn(which): "vi-VN" for which in ("w:val", "w:eastAsia")}
    style.element.rPr.append(OxmlElement("w:lang", tongue))
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)


def shape(section: Section, *, across: bool) -> None:
    """Give the sheets of a section their size and margins."""
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (LONG, SHORT) if across else (SHORT, LONG)
    for side, width in MARGINS.items():
        setattr(section, f"{side}_margin", width)
    section.header_distance = section.footer_distance = Mm(10)


def new_sheets(document: DocxDocument, *, across: bool) -> Section:
    """Begin sheets for an appendix; they are numbered on."""
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    shape(section, across=across)
    section.different_first_page_header_footer = False
    return section


def width_of(section: Section) -> int:
    """The room between the margins, in the units of Word (EMU)."""
    margins = (section.left_margin or 0) + (section.right_margin or 0)
    return int((section.page_width or 0) - margins)


def write(
    paragraph: Paragraph,
    text: str,
    *,
    size: float = SIZE,
    bold: bool = False,
    italic: bool = False,
    centred: bool = False,
) -> Paragraph:
    """Put text into a paragraph."""
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic
    run.font.size = Pt(size)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def body_text(paragraph: Paragraph, text: str, *, bold: bool = False) -> Paragraph:
    """Put a paragraph of the body: justified, first line indented, 6 pt before."""
    write(paragraph, text, bold=bold)
    form = paragraph.paragraph_format
    form.first_line_indent, form.space_before, form.line_spacing = INDENT, Pt(6), LINES
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    return paragraph


def dotted(paragraph: Paragraph, text: str) -> Paragraph:
    """Put the beginning of a sentence, and dots from it to the end of the line."""
    body_text(paragraph, f"{text}\t")
    if not text:
        paragraph.paragraph_format.first_line_indent = Cm(0)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    end = SHORT - MARGINS["left"] - MARGINS["right"]
    paragraph.paragraph_format.tab_stops.add_tab_stop(
        end, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
    )
    return paragraph


def rule_below(paragraph: Paragraph, room: float, length: float) -> None:
    """Draw a line of `length` cm into the middle of an empty paragraph, `room` cm wide."""
    side = Cm(max(0.0, room - length) / 2)
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = side
    form.space_before, form.line_spacing = Pt(3), Pt(4)
    look = {"val": "single", "sz": "6", "space": "1", "color": "000000"}
    edges = OxmlElement("w:pBdr")
    edges.append(OxmlElement("w:top", {qn(f"w:{name}"): value for name, value in look.items()}))
    paragraph._p.get_or_add_pPr().insert_element_before(edges, *AFTER_BORDERS)


# The order in which Word wants the properties of a paragraph (ECMA-376, 17.3.1).
AFTER_BORDERS = (
    "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:contextualSpacing",
    "w:jc", "w:rPr", "w:sectPr",
)  # fmt: skip


def _field(paragraph: Paragraph, name: str) -> None:
    run: Any = paragraph.add_run()._r
    begin, end = (OxmlElement("w:fldChar", {qn("w:fldCharType"): at}) for at in ("begin", "end"))
    field = OxmlElement("w:instrText")
    field.text = name
    run.extend((begin, field, end))
