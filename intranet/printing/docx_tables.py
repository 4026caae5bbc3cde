"""Tables of a Word file: the frames without lines that order a head, and the ruled ones."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from docx.document import Document as DocxDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt
from docx.table import Table, _Cell, _Row

from intranet.printing.docx_layout import write
from intranet.printing.official_document import Appendix, ColumnAlign, cell_text

ALIGNED = {
    ColumnAlign.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    ColumnAlign.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    ColumnAlign.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
UPRIGHT_SIZE, WIDE_SIZE, WIDEST_SIZE = 12.0, 11.0, 10.0
MANY_COLUMNS = 10
PLACE = "?"  # where a text of a row will stand


def frame(document: DocxDocument, rows: int, widths: Sequence[float]) -> Table:
    """A table without lines, its columns `widths` cm wide."""
    made: Table = document.add_table(rows, len(widths))
    _fix(made, [int(Cm(width)) for width in widths])
    return made


def ruled(document: DocxDocument, appendix: Appendix, room: int) -> Table:
    """The table of an appendix in `room` EMU: its head is repeated on every sheet."""
    size = WIDE_SIZE if appendix.lies_across else UPRIGHT_SIZE
    if len(appendix.columns) > MANY_COLUMNS:
        size = WIDEST_SIZE
    whole = sum(column.width for column in appendix.columns)
    made: Table = document.add_table(3, len(appendix.columns), "Table Grid")
    _fix(made, [int(room * column.width / whole) for column in appendix.columns])
    head, plain, bold = made.rows
    for cell, column in zip(head.cells, appendix.columns, strict=True):
        _fill(cell, column.title, ColumnAlign.CENTRE, size, bold=True)
    for pattern, is_bold in ((plain, False), (bold, True)):
        for cell, column in zip(pattern.cells, appendix.columns, strict=True):
            _fill(cell, PLACE, column.align, size, bold=is_bold)
    keep_rows_whole(made)
    properties: Any = head._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader", {qn("w:val"): "true"}))
    _rows(made, appendix, plain, bold)
    return made


def _rows(table: Table, appendix: Appendix, plain: _Row, bold: _Row) -> None:
    # Copies of a pattern: row by row in Python a long table takes minutes.
    for pattern in (plain, bold):
        table._tbl.remove(pattern._tr)
    last = len(appendix.rows) - 1
    for number, texts in enumerate(appendix.rows):
        is_sum = appendix.bold_last and number == last
        row: Any = deepcopy((bold if is_sum else plain)._tr)
        for place, text in zip(row.iter(qn("w:t")), texts, strict=True):
            place.text = cell_text(text)
        table._tbl.append(row)
        if appendix.bold_last and number == last - 1:
            for cell in _Row(row, table).cells:  # sums never stand alone on a sheet
                cell.paragraphs[0].paragraph_format.keep_with_next = True


def notes(document: DocxDocument, appendix: Appendix) -> None:
    """The remarks of an appendix below its table."""
    for note in appendix.notes:
        line = write(document.add_paragraph(), note, size=11, italic=True)
        line.paragraph_format.space_before = Pt(4)


def _fix(table: Table, widths: Sequence[int]) -> None:
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    margins = OxmlElement("w:tblCellMar")
    narrow = {qn("w:w"): "60", qn("w:type"): "dxa"}  # twentieths of a point
    margins.extend(OxmlElement(f"w:{side}", narrow) for side in ("left", "right"))
    properties: Any = table._tbl.tblPr
    properties.insert_element_before(margins, "w:tblLook")
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(width)
        for cell in column.cells:
            cell.width = Emu(width)


def _fill(cell: _Cell, text: str, align: ColumnAlign, size: float, *, bold: bool) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = write(cell.paragraphs[0], text, size=size, bold=bold)
    paragraph.alignment = ALIGNED[align]
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(2)


def keep_rows_whole(table: Table) -> None:
    """Let no row be broken by the end of a sheet."""
    for row in table.rows:
        properties: Any = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
