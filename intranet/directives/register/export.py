"""The register as a table for spreadsheets."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from intranet.directives.models import Directive
from intranet.directives.words import LEVEL, STATUS, URGENCY
from intranet.language.bodies.document_types import TYPE_NAMES

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
SUBJECT = 7
BOLD, WRAPPED = Font(bold=True), Alignment(wrap_text=True, vertical="top")
WIDTHS = (6, 20, 16, 14, 30, 13, 13, 80, 24, 24, 14, 20, 30)

Row = tuple[str | int | date | None, ...]


def heads() -> tuple[str, ...]:
    """The titles of the columns."""
    return (
        _("Số thứ tự"), _("Số, ký hiệu"), _("Loại văn bản"), _("Cấp ban hành"),
        _("Cơ quan ban hành"), _("Ngày ban hành"), _("Ngày đến"), _("Trích yếu"), _("Người ký"),
        _("Chức vụ người ký"), _("Độ khẩn"), _("Hiệu lực"), _("Chủ đề"),
    )  # fmt: skip


def rows(directives: Iterable[Directive]) -> list[Row]:
    """One row a directive, in the order given."""
    return [_row(number, one) for number, one in enumerate(directives, 1)]


def _row(number: int, one: Directive) -> Row:
    return (
        number, one.symbol, TYPE_NAMES.get(one.kind, "") if one.kind else "",
        str(LEVEL[one.level]), one.issuing_body.name, one.issued_on, one.received_on, one.subject,
        one.signer, one.signer_title, str(URGENCY[one.urgency]), str(STATUS[one.status]),
        ", ".join(topic.name for topic in one.topics),
    )  # fmt: skip


def as_csv(table: Sequence[Row]) -> bytes:
    """UTF-8 with a byte order mark, commas, dates as dd/mm/yyyy; no cell can act as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(heads())
    writer.writerows([_plain(cell) for cell in row] for row in table)
    return out.getvalue().encode("utf-8-sig")


def _plain(cell: str | int | date | None) -> str:
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    return harmless("" if cell is None else str(cell))


def harmless(text: str) -> str:
    """The text so that a spreadsheet shows it and never reckons with it (CWE-1236)."""
    starts = text.startswith(STARTS_A_FORMULA) or text.lstrip().startswith(STARTS_A_FORMULA)
    return f"'{text}" if starts else text


def as_xlsx(table: Sequence[Row]) -> bytes:
    """A workbook of one sheet: head row frozen and filtered, real dates, all texts as texts."""
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(_("Văn bản"))
    for number, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(WIDTHS))}{len(table) + 1}"
    sheet.append([_cell(sheet, head, font=BOLD) for head in heads()])
    for row in table:
        sheet.append([_written(sheet, number, one) for number, one in enumerate(row)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _written(sheet: Any, column: int, content: str | int | date | None) -> Any:
    # Styling is what makes large workbooks slow: only what needs it becomes a cell of its own.
    if isinstance(content, date):
        return _cell(sheet, content, number_format="dd/mm/yyyy")
    if not isinstance(content, str):
        return content
    text = ILLEGAL_CHARACTERS_RE.sub(" ", content)
    if column == SUBJECT:
        return _cell(sheet, text, alignment=WRAPPED)
    return _cell(sheet, text) if text.startswith("=") else text


def _cell(sheet: Any, content: Any, **looks: Any) -> Any:
    cell = WriteOnlyCell(sheet, content)
    if isinstance(content, str):
        cell.data_type = "s"
    for name, look in looks.items():
        setattr(cell, name, look)
    return cell
