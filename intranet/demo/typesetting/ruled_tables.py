"""Tables inside directives: ruled, heads in bold and repeated on each page."""

from docx.document import Document as Draft
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.shared import Pt
from fpdf import FPDF
from fpdf.fonts import FontFace

Rows = tuple[tuple[str, ...], ...]
SIZE = 11.5
SHORT = 8  # letters: a column of such cells is centred, any other is set from the left


def pdf_table(sheet: FPDF, rows: Rows) -> None:
    """The rows as a ruled table over the width of the page."""
    sheet.set_font("Tinos", "", SIZE)
    sheet.set_line_width(0.2)
    with sheet.table(
        rows,
        align="LEFT",
        col_widths=_shares(rows),
        text_align=tuple("CENTER" if short else "LEFT" for short in _short_columns(rows)),
        headings_style=FontFace(emphasis="BOLD"),
        line_height=5.2,
        padding=0.8,
    ):
        pass
    sheet.y += 3


def docx_table(draft: Draft, rows: Rows) -> None:
    """The rows as a ruled table, the heads repeated on each page."""
    table = draft.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    short = _short_columns(rows)
    for i, (line, texts) in enumerate(zip(table.rows, rows, strict=True)):
        for column, (cell, text) in enumerate(zip(line.cells, texts, strict=True)):
            paragraph = cell.paragraphs[0]
            run = paragraph.add_run(text)
            run.bold, run.font.size = i == 0, Pt(SIZE)
            paragraph.alignment = ALIGN.CENTER if i == 0 or short[column] else ALIGN.LEFT
    draft.add_paragraph().paragraph_format.space_after = Pt(0)


def _short_columns(rows: Rows) -> tuple[bool, ...]:
    columns = zip(*rows[1:], strict=True)
    return tuple(all(len(text) <= SHORT for text in column) for column in columns)


def _shares(rows: Rows) -> tuple[int, ...]:
    """Widths of the columns in proportion to their texts, none too narrow for a head."""
    return tuple(
        max(min(40, max(map(len, column[1:]))), max(map(len, column[0].split())) + 2)
        for column in zip(*rows, strict=True)
    )
