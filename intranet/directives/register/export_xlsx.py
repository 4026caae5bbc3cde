"""The register of directives as a workbook, with the columns of `columns`.

Load it late: openpyxl takes its time.
"""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from intranet.directives.models import Directive
from intranet.directives.register.columns import COLUMNS, NUMBER_WIDTH, RegisterColumn, titles

BOLD, WRAPPED = Font(bold=True), Alignment(wrap_text=True, vertical="top")


def as_xlsx(directives: Sequence[Directive]) -> bytes:
    """A workbook of one sheet: head row frozen and filtered, real dates, all texts as texts."""
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(_("Văn bản"))
    widths = [NUMBER_WIDTH, *(column.width for column in COLUMNS)]
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(widths))}{len(directives) + 1}"
    sheet.append([_cell(sheet, title, font=BOLD) for title in titles()])
    for number, directive in enumerate(directives, 1):
        sheet.append([number, *(_written(sheet, column, directive) for column in COLUMNS)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _written(sheet: Any, column: RegisterColumn, directive: Directive) -> Any:
    # Styling is what makes large workbooks slow: only what needs it becomes a cell of its own.
    content = column.content(directive)
    if isinstance(content, date):
        return _cell(sheet, content, number_format="dd/mm/yyyy")
    if content is None:
        return None
    text = ILLEGAL_CHARACTERS_RE.sub(" ", content)
    if column.wraps:
        return _cell(sheet, text, alignment=WRAPPED)
    return _cell(sheet, text) if text.startswith("=") else text


def _cell(sheet: Any, content: Any, **looks: Any) -> Any:
    cell = WriteOnlyCell(sheet, content)
    if isinstance(content, str):
        cell.data_type = "s"
    for name, look in looks.items():
        setattr(cell, name, look)
    return cell
