"""Spreadsheets: each sheet is a page, each row a line "cell | cell"; values only, no formulas."""

import datetime
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from intranet.extraction.errors import BrokenFile, EncryptedFile, ExtractionError, TooLarge
from intranet.extraction.format_reading import FormatReading, judged
from intranet.extraction.old_letters import by_statistics
from intranet.extraction.package import check_swelling, opened
from intranet.extraction.paragraphs import BETWEEN_CELLS, PLACED, composed
from intranet.extraction.values import Column, Line, Page

Cell = int | float | str | datetime.time | datetime.date | datetime.timedelta
LARGEST_ROWS = 200_000
LARGEST_LETTERS = 20_000_000
LINED_ROWS = 400  # a header stands at the top, a signature at the end
HIDDEN = "Bảng tính có trang ẩn, đã đọc cả các trang này: {names}."


def read_sheets(path: Path) -> FormatReading:
    """The sheets of an XLSX, XLSM, XLS or ODS file, hidden ones too (they are named).

    Fonts are not known, so old letters are judged sheet by sheet. Raises BrokenFile,
    EncryptedFile or TooLarge.
    """
    _check(path)
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            pages: list[Page] = []
            lines: list[Line] = []
            letters = 0
            for number, sheet in enumerate(book.sheets_metadata, 1):
                rows = list(_rows(book, sheet.name))
                letters += sum(len(cell) for row in rows for cell in row)
                if letters > LARGEST_LETTERS:
                    raise TooLarge
                page, rows = _page(number, sheet.name, rows)
                pages.append(page)
                lines += _lines(number, rows)
            hidden = [s.name for s in book.sheets_metadata if s.visible != SheetVisibleEnum.Visible]
    except ExtractionError:
        raise
    except PasswordError as error:
        raise EncryptedFile from error
    except (CalamineError, ValueError, OSError, OverflowError) as error:
        raise BrokenFile from error
    except BaseException as error:
        # The library ends its own way when its code gives up; that is no reason to end us.
        if type(error).__name__ != "PanicException":
            raise
        raise BrokenFile from error
    warnings = (HIDDEN.format(names=", ".join(hidden[:10])),) if hidden else ()
    return FormatReading(tuple(pages), tuple(lines), warnings)


def _check(path: Path) -> None:
    with path.open("rb") as stream:
        packed = stream.read(2) == b"PK"
    if packed:
        with opened(path) as package:
            check_swelling(package)


def _rows(book: CalamineWorkbook, name: str) -> Iterator[list[str]]:
    try:
        sheet = book.get_sheet_by_name(name)
    except CalamineError:
        return  # a chart or a dialogue stands on this sheet
    for count, row in enumerate(sheet.iter_rows()):
        if count >= LARGEST_ROWS:
            raise TooLarge("Bảng tính quá dài. Hãy tách nhỏ rồi gửi lại.")
        cells = [_shown(cell) for cell in row]
        if any(cells):
            yield [cell for cell in cells if cell]


def _shown(cell: Cell) -> str:
    """A value as people write it here: 1.5 → 1,5 and dates with the day first."""
    if isinstance(cell, bool):
        return "Đúng" if cell else "Sai"
    if isinstance(cell, float):
        whole = cell.is_integer() and abs(cell) < 1e15
        return str(int(cell)) if whole else f"{cell:.10g}".replace(".", ",")
    if isinstance(cell, datetime.datetime):
        midnight = cell.time() == datetime.time()
        return cell.strftime("%d/%m/%Y" if midnight else "%d/%m/%Y %H:%M")
    if isinstance(cell, datetime.date):
        return cell.strftime("%d/%m/%Y")
    return " ".join(str(cell).split())


def _page(number: int, name: str, rows: list[list[str]]) -> tuple[Page, list[list[str]]]:
    plain = "\n".join(BETWEEN_CELLS.join(row) for row in rows)
    found = by_statistics(plain)
    rows = [[composed(found.convert(cell)) for cell in row] for row in rows]
    text = "\n".join(BETWEEN_CELLS.join(row) for row in rows)
    title = composed(found.convert(name))
    page = Page(number, f"{title}\n{text}" if text else "")
    return judged(page, found.reason), rows


def _lines(number: int, rows: list[list[str]]) -> Iterator[Line]:
    half = LINED_ROWS // 2
    chosen = rows if len(rows) <= LINED_ROWS else [*rows[:half], *rows[-half:]]
    for row in chosen:
        if len(row) == 2 and any(PLACED.search(cell) for cell in row):
            sides: tuple[Column, Column] = ("left", "right")
            yield from (Line(cell, number, side) for cell, side in zip(row, sides, strict=True))
        else:
            yield Line(BETWEEN_CELLS.join(row), number)
