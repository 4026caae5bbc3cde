"""The register of directives as a table for spreadsheets, with the columns of `columns`."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _

from intranet.directives.models import Directive
from intranet.directives.register.columns import COLUMNS, Cell, RegisterColumn

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
NUMBER_WIDTH = 6


def as_csv(directives: Sequence[Directive]) -> bytes:
    """UTF-8 with a byte order mark, commas, dates as dd/mm/yyyy; no cell can act as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_titles())
    for number, directive in enumerate(directives, 1):
        writer.writerow([number, *(_plain(column.content(directive)) for column in COLUMNS)])
    return out.getvalue().encode("utf-8-sig")


def _titles() -> list[str]:
    return [_("Số thứ tự"), *(str(column.title) for column in COLUMNS)]


def _plain(cell: Cell) -> str:
    return cell.strftime("%d/%m/%Y") if isinstance(cell, date) else harmless(cell or "")


def harmless(text: str) -> str:
    """The text so that a spreadsheet shows it and never reckons with it (CWE-1236)."""
    starts = text.startswith(STARTS_A_FORMULA) or text.lstrip().startswith(STARTS_A_FORMULA)
    return f"'{text}" if starts else text


def as_xlsx(directives: Sequence[Directive]) -> bytes:
    """A workbook of one sheet: head row frozen and filtered, real dates, all texts as texts."""
    # openpyxl takes long to load and is needed here only.
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(_("Văn bản"))
    widths = [NUMBER_WIDTH, *(column.width for column in COLUMNS)]
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(widths))}{len(directives) + 1}"
    sheet.append([_cell(sheet, title, font=Font(bold=True)) for title in _titles()])
    for number, directive in enumerate(directives, 1):
        sheet.append([number, *(_written(sheet, column, directive) for column in COLUMNS)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _written(sheet: Any, column: RegisterColumn, directive: Directive) -> Any:
    # Styling is what makes large workbooks slow: only what needs it becomes a cell of its own.
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # loaded late, as in `as_xlsx`
    from openpyxl.styles import Alignment

    content = column.content(directive)
    if isinstance(content, date):
        return _cell(sheet, content, number_format="dd/mm/yyyy")
    if content is None:
        return None
    text = ILLEGAL_CHARACTERS_RE.sub(" ", content)
    if column.wraps:
        return _cell(sheet, text, alignment=Alignment(wrap_text=True, vertical="top"))
    return _cell(sheet, text) if text.startswith("=") else text


def _cell(sheet: Any, content: Any, **looks: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell  # loaded late, as in `as_xlsx`

    cell = WriteOnlyCell(sheet, content)
    if isinstance(content, str):
        cell.data_type = "s"
    for name, look in looks.items():
        setattr(cell, name, look)
    return cell
