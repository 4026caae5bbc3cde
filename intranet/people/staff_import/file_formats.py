"""Lists of staff as files: CSV and XLSX in, an empty example out."""

import csv
import io
import warnings
import zipfile
from collections.abc import Sequence
from itertools import zip_longest

from flask_babel import gettext as _

from intranet.core.clock import today
from intranet.people.staff_import.rows import (
    FIELD_WORDS,
    MOST_ROWS,
    StaffListRow,
    StaffListUnreadable,
    rows_of,
)

MOST_BYTES = 2_000_000
MOST_UNPACKED = 50_000_000
DELIMITERS = ";,\t"
Table = Sequence[Sequence[object]]


def read_staff_list(content: bytes) -> tuple[StaffListRow, ...]:
    """The rows of a CSV (UTF-8 with or without mark; `;` or `,`) or XLSX file.

    Raises StaffListUnreadable when it is neither, or lacks a needed column.
    """
    if len(content) > MOST_BYTES:
        raise StaffListUnreadable(_("Tệp quá lớn cho một danh sách nhân sự."))
    return rows_of(_sheet(content) if content.startswith(b"PK") else _csv(content))


def _csv(content: bytes) -> Table:
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise StaffListUnreadable(
            _("Tệp CSV không phải mã UTF-8. Trong Excel hãy lưu dạng “CSV UTF-8” hoặc XLSX.")
        ) from wrong
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as wrong:
        raise StaffListUnreadable from wrong


def _sheet(content: bytes) -> Table:
    from openpyxl import load_workbook  # heavy
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise StaffListUnreadable(_("Tệp quá lớn cho một danh sách nhân sự."))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and checks that a list does not need
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            rows = book.worksheets[0].iter_rows(max_row=MOST_ROWS + 40, values_only=True)
            return list(rows)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError) as wrong:
        raise StaffListUnreadable from wrong


def example_rows(units: Sequence[str]) -> list[list[str]]:
    """The header line and one example, with a unit that exists."""
    unit = units[0] if units else "Văn phòng"
    example = ["mau.nv", "Nguyễn Văn Mẫu", unit, "Chuyên viên", "Công chức", "mau@example.vn"]
    joined = today().strftime("%d/%m/%Y")
    return [[str(words) for words in FIELD_WORDS.values()], [*example, joined]]


def example_csv(units: Sequence[str]) -> bytes:
    """The example as CSV that spreadsheets open with its letters whole."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows(example_rows(units))
    return out.getvalue().encode("utf-8-sig")


def example_xlsx(units: Sequence[str], roles: Sequence[str]) -> bytes:
    """The example as a workbook whose second sheet lists the units and roles there are."""
    from openpyxl import Workbook  # heavy

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _("Nhân sự")
    for row in example_rows(units):
        sheet.append(row)
    for letter in "ABCDEFG":
        sheet.column_dimensions[letter].width = 24
    words = book.create_sheet(_("Đơn vị, vai trò"))
    for pair in zip_longest(units, roles, fillvalue=""):
        words.append(pair)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
