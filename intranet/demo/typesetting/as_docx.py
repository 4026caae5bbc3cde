"""Invented directives as Word files, in the same two layouts as the PDF."""

from datetime import UTC, datetime, time
from typing import Any

from docx.document import Document as Draft
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from intranet.demo.typesetting import manuscript
from intranet.demo.typesetting.manuscript import InventedDirective, Style
from intranet.demo.typesetting.ruled_tables import docx_table
from intranet.printing import docx_layout
from intranet.printing.official_document import COUNTRY, MOTTO

COLUMNS = (Cm(6.4), Cm(10.1))


def docx(directive: InventedDirective) -> bytes:
    """The directive as a Word file: the same bytes each time for the same directive."""
    draft = docx_layout.blank(
        directive.issuing_body, f"{directive.symbol} - {directive.subject}"[:250]
    )
    _footers(draft)
    _head(draft, directive)
    _title(draft, directive)
    for line in manuscript.addressees(directive):
        _line(draft.add_paragraph(), line, 14, align=ALIGN.LEFT).paragraph_format.left_indent = Cm(
            2.4 if line.startswith("Kính") else 3.4
        )
    for block in manuscript.blocks(directive.body):
        if block.style is Style.TABLE:
            docx_table(draft, block.rows)
        else:
            _block(draft.add_paragraph(), block)
    _closing(draft, directive)
    return docx_layout.saved(draft, datetime.combine(directive.issued_on, time(8), UTC))


def _footers(draft: Draft) -> None:
    section = draft.sections[0]
    section.header.paragraphs[0].runs[0].font.size = Pt(13)
    for footer in (section.footer, section.first_page_footer):
        line = _line(footer.paragraphs[0], manuscript.SIMULATED, 8)
        line.runs[0].font.color.rgb = RGBColor(0x82, 0x82, 0x82)


def _line(
    paragraph: Paragraph, text: str, size: float, *, align: ALIGN = ALIGN.CENTER, **style: bool
) -> Paragraph:
    """The paragraph, holding the text in one style and without space around it."""
    docx_layout.write(paragraph, text, size=size, **style)
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    return paragraph


def _in_cell(cell: _Cell, text: str, size: float, **style: Any) -> Paragraph:
    """One more line of a cell; the first one fills the paragraph that a new cell has."""
    first = cell.paragraphs[0]
    return _line(cell.add_paragraph() if first.runs else first, text, size, **style)


def _columns(draft: Draft) -> tuple[_Cell, _Cell]:
    table = draft.add_table(rows=1, cols=2)
    table.autofit = False
    for column, width in zip(table.columns, COLUMNS, strict=True):
        column.width = column.cells[0].width = width
    left, right = table.rows[0].cells
    return left, right


def _head(draft: Draft, directive: InventedDirective) -> None:
    left, right = _columns(draft)
    size = 14 if directive.is_party else 13
    for i, text in enumerate(directive.head):
        _in_cell(left, text, size, bold=i >= directive.bold_from)
    if directive.is_party:
        _in_cell(left, "*", 14)
        _in_cell(right, manuscript.PARTY, 15, bold=True)
        _in_cell(right, "_" * 60, 6)
    else:
        _in_cell(left, "_" * 24, 6)
        _in_cell(right, COUNTRY, 12.5, bold=True)
        _in_cell(right, MOTTO, 14, bold=True)
        _in_cell(right, "_" * 56, 6)
    _in_cell(left, manuscript.number(directive), size)
    _in_cell(right, manuscript.place_and_date(directive), 14, italic=True)
    if directive.is_letter:
        _in_cell(left, manuscript.under_number(directive), 12, italic=directive.is_party)
    if directive.urgency:
        mark = _in_cell(left, directive.urgency, 13, bold=True)
        mark.runs[0].font.color.rgb = RGBColor(190, 20, 20)


def _title(draft: Draft, directive: InventedDirective) -> None:
    if directive.is_letter:
        draft.add_paragraph().paragraph_format.space_after = Pt(0)
        return
    line = _line(draft.add_paragraph(), manuscript.title(directive), 14, bold=True)
    line.paragraph_format.space_before = Pt(12)
    _line(draft.add_paragraph(), directive.subject, 14, bold=True)
    _line(draft.add_paragraph(), "_" * 30, 6).paragraph_format.space_after = Pt(8)


def _block(paragraph: Paragraph, block: manuscript.Block) -> None:
    layout = paragraph.paragraph_format
    layout.space_before, layout.space_after = Pt(0), Pt(6)
    layout.line_spacing = 1.15
    if block.style is Style.CENTRED:
        paragraph.alignment = ALIGN.CENTER
    else:
        paragraph.alignment = ALIGN.JUSTIFY
        layout.first_line_indent = Cm(1.27)
    if block.lead:
        paragraph.add_run(block.lead).bold = True
    run = paragraph.add_run(block.text.removeprefix(block.lead))
    run.bold = block.style in (Style.HEADING, Style.CENTRED)
    run.italic = block.style is Style.BASIS
    layout.keep_with_next = bool(run.bold)


def _closing(draft: Draft, directive: InventedDirective) -> None:
    draft.add_paragraph().paragraph_format.space_after = Pt(0)
    left, right = _columns(draft)
    _in_cell(left, "Nơi nhận:", 12, bold=True, italic=True, align=ALIGN.LEFT)
    for entry in manuscript.recipients(directive):
        _in_cell(left, entry, 11, align=ALIGN.LEFT)
    for line in (*directive.sign, "", "", "", "", directive.signer):
        _in_cell(right, line, 14, bold=bool(line))
