"""Invented directives as Word files, in the same two layouts as the PDF."""

from datetime import UTC, datetime, time

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
    paragraph: Paragraph,
    text: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    align: ALIGN = ALIGN.CENTER,
) -> Paragraph:
    """The paragraph, holding the text in one style and without space around it."""
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    return paragraph


class _Column:
    """A table cell that is filled line by line."""

    def __init__(self, cell: _Cell) -> None:
        self._cell = cell
        self._used = False

    def line(self, text: str, size: float, **style: object) -> Paragraph:
        paragraph = self._cell.add_paragraph() if self._used else self._cell.paragraphs[0]
        self._used = True
        return _line(paragraph, text, size, **style)  # type: ignore[arg-type]


def _columns(draft: Draft) -> tuple[_Column, _Column]:
    table = draft.add_table(rows=1, cols=2)
    table.autofit = False
    for column, width in zip(table.columns, COLUMNS, strict=True):
        column.width = column.cells[0].width = width
    left, right = table.rows[0].cells
    return _Column(left), _Column(right)


def _rule(column: _Column, length: int) -> None:
    column.line("_" * length, 6)


def _head(draft: Draft, directive: InventedDirective) -> None:
    left, right = _columns(draft)
    size = 14 if directive.is_party else 13
    for i, text in enumerate(directive.head):
        left.line(text, size, bold=i >= directive.bold_from)
    if directive.is_party:
        left.line("*", 14)
        right.line(manuscript.PARTY, 15, bold=True)
        _rule(right, 60)
    else:
        _rule(left, 24)
        right.line(COUNTRY, 12.5, bold=True)
        right.line(MOTTO, 14, bold=True)
        _rule(right, 56)
    left.line(manuscript.number(directive), size)
    right.line(manuscript.place_and_date(directive), 14, italic=True)
    if directive.is_letter:
        left.line(manuscript.under_number(directive), 12, italic=directive.is_party)
    if directive.urgency:
        mark = left.line(directive.urgency, 13, bold=True)
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
    left.line("Nơi nhận:", 12, bold=True, italic=True, align=ALIGN.LEFT)
    for entry in manuscript.recipients(directive):
        left.line(entry, 11, align=ALIGN.LEFT)
    for line in directive.sign:
        right.line(line, 14, bold=True)
    for _ in range(4):
        right.line("", 14)
    right.line(directive.signer, 14, bold=True)
