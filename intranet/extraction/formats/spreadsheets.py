"""Spreadsheets: each sheet is a page, each row a line "cell | cell"; values only, no formulas."""

import datetime
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from intranet.extraction.errors import BrokenFile, EncryptedFile, TooLarge
from intranet.extraction.formats.format_reading import MAX_LETTERS, FormatReading, judged
from intranet.extraction.formats.text_decoding import by_statistics
from intranet.extraction.formats.xml_package import check_swelling, opened
from intranet.extraction.layout.paragraphs import BETWEEN_CELLS, PLACED, composed
from intranet.extraction.values import Line, Page

VISIBLE = SheetVisibleEnum.Visible
LARGEST_ROWS = 200_000
LINED_ROWS = 400  # a header stands at the top, a signature at the end
HIDDEN = "Bảng tính có trang ẩn, đã đọc cả các trang này: {names}."


@dataclass(frozen=True)
class Worksheet:
    """One sheet: the cells of its rows that say something, as text."""

    name: str
    hidden: bool
    rows: list[list[str]]


def read_spreadsheet(path: Path) -> FormatReading:
    """The sheets of an XLSX, XLSM, XLS or ODS file, hidden ones too (they are named).

    Fonts are not known, so old letters are judged sheet by sheet. Raises BrokenFile,
    EncryptedFile or TooLarge.
    """
    with path.open("rb") as stream:
        packed = stream.read(2) == b"PK"
    if packed:
        with opened(path) as package:
            check_swelling(package)
    sheets = _sheets(path, packed)
    if sum(len(cell) for sheet in sheets for row in sheet.rows for cell in row) > MAX_LETTERS:
        raise TooLarge
    pages: list[Page] = []
    lines: list[Line] = []
    for number, sheet in enumerate(sheets, 1):
        page, rows = _page(number, sheet.name, sheet.rows)
        pages.append(page)
        lines += _lines(number, rows)
    hidden = [sheet.name for sheet in sheets if sheet.hidden]
    told = (HIDDEN.format(names=", ".join(hidden[:10])),) if hidden else ()
    return FormatReading(tuple(pages), tuple(lines), told)


def _sheets(path: Path, packed: bool) -> list[Worksheet]:
    try:
        return _fast(path)
    except PasswordError as error:
        raise EncryptedFile from error
    except (CalamineError, ValueError, OSError, OverflowError) as error:
        if packed and (patient := _patient(path)) is not None:
            return patient
        raise BrokenFile from error
    except BaseException as error:
        # The library ends its own way when its code gives up; that is no reason to end us.
        if type(error).__name__ != "PanicException":
            raise
        raise BrokenFile from error


def _fast(path: Path) -> list[Worksheet]:
    with CalamineWorkbook.from_path(str(path)) as book:
        return [
            Worksheet(sheet.name, sheet.visible != VISIBLE, _limited(_rows(book, sheet.name)))
            for sheet in book.sheets_metadata
        ]


def _patient(path: Path) -> list[Worksheet] | None:
    """The same by a slower library that steps over sheets of macros; None when it gives up."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        return [
            Worksheet(sheet.title, sheet.sheet_state != "visible", _limited(sheet.values))
            for sheet in book.worksheets
        ]
    except (zipfile.BadZipFile, InvalidFileException, OSError, SyntaxError):
        return None
    except (KeyError, ValueError, TypeError, AttributeError):
        return None


def _rows(book: CalamineWorkbook, name: str) -> Iterator[Sequence[object]]:
    try:
        sheet = book.get_sheet_by_name(name)
    except CalamineError:
        return  # a chart or a dialogue stands on this sheet
    yield from sheet.iter_rows()


def _limited(rows: Iterable[Sequence[object]]) -> list[list[str]]:
    filled: list[list[str]] = []
    for count, row in enumerate(rows):
        if count >= LARGEST_ROWS:
            raise TooLarge("Bảng tính quá dài. Hãy tách nhỏ rồi gửi lại.")
        cells = [_shown(cell) for cell in row if cell is not None]
        if any(cells):
            filled.append([cell for cell in cells if cell])
    return filled


def _shown(cell: object) -> str:
    """A value as people write it here: 1.5 → 1,5 and dates with the day first."""
    if isinstance(cell, bool):
        return "Đúng" if cell else "Sai"
    if isinstance(cell, float):
        whole = cell.is_integer() and abs(cell) < 1e15
        return str(int(cell)) if whole else f"{cell:.10g}".replace(".", ",")
    if isinstance(cell, datetime.date):
        timed = isinstance(cell, datetime.datetime) and cell.time() != datetime.time()
        return cell.strftime("%d/%m/%Y %H:%M" if timed else "%d/%m/%Y")
    return " ".join(str(cell).split())


def _page(number: int, name: str, rows: list[list[str]]) -> tuple[Page, list[list[str]]]:
    convert, reason = by_statistics("\n".join(BETWEEN_CELLS.join(row) for row in rows))
    rows = [[composed(convert(cell)) for cell in row] for row in rows]
    text = "\n".join(BETWEEN_CELLS.join(row) for row in rows)
    page = Page(number, f"{composed(convert(name))}\n{text}" if text else "")
    return judged(page, reason), rows


def _lines(number: int, rows: list[list[str]]) -> Iterator[Line]:
    half = LINED_ROWS // 2
    chosen = rows if len(rows) <= LINED_ROWS else [*rows[:half], *rows[-half:]]
    for row in chosen:
        if len(row) == 2 and any(PLACED.search(cell) for cell in row):
            yield Line(row[0], number, "left")
            yield Line(row[1], number, "right")
        else:
            yield Line(BETWEEN_CELLS.join(row), number)
