"""Tables as a workbook: real numbers and days, nothing that reckons."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from intranet.printing import charts
from intranet.printing.official_document import Appendix, Cell
from intranet.printing.reproducible_files import reproducible

WHOLE, ONE_PLACE, DAY = "#,##0", "#,##0.0", "dd/mm/yyyy"
LONGEST_NAME = 31  # of a sheet
CM = 4.5  # characters a centimetre, about
HEAD_ROW = 3
ROW_HEIGHT = 0.5  # cm


def as_xlsx(tables: Sequence[Appendix], made: datetime) -> bytes:
    """One sheet a table: title, head row frozen, notes below; same content, same bytes."""
    book: Any = Workbook()
    book.remove(book.active)
    for table in tables:
        _sheet(book.create_sheet(table.name[:LONGEST_NAME]), table)
    stream = io.BytesIO()
    book.save(stream)
    return reproducible(stream.getvalue(), made)


def _sheet(sheet: Any, table: Appendix) -> None:
    sheet.cell(1, 1, table.title).font = Font(bold=True, size=13)
    for number, column in enumerate(table.columns, 1):
        head = sheet.cell(HEAD_ROW, number, column.title)
        head.font = Font(bold=True)
        head.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        sheet.column_dimensions[get_column_letter(number)].width = max(6, column.width * CM)
    for place, row in enumerate(table.rows, HEAD_ROW + 1):
        for number, value in enumerate(row, 1):
            _put(sheet.cell(place, number), value)
    for place, note in enumerate(table.notes, HEAD_ROW + 2 + len(table.rows)):
        _put(sheet.cell(place, 1), note)
        sheet.cell(place, 1).font = Font(italic=True)
    below = HEAD_ROW + 4 + len(table.rows) + len(table.notes)
    for chart in table.charts:
        sheet.add_chart(charts.drawn(chart), f"A{below}")
        below += int(charts.height_of(chart) / ROW_HEIGHT) + 2
    sheet.freeze_panes = sheet.cell(HEAD_ROW + 1, 1)
    sheet.page_setup.orientation = "landscape" if table.lies_across else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"


def _put(cell: Any, value: Cell) -> None:
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"  # a text that begins with = stays a text (CWE-1236)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        return
    cell.value = value
    if isinstance(value, date):
        cell.number_format = DAY
    elif isinstance(value, int | float):
        cell.number_format = WHOLE if isinstance(value, int) else ONE_PLACE
