"""Spreadsheets made on the spot."""

import datetime
import zipfile

import pytest
from openpyxl import Workbook

from intranet.extraction.errors import BrokenFile, TooLarge
from intranet.extraction.formats.spreadsheets import read_spreadsheet
from tests.extraction.old_fonts import SMALL, as_typed


@pytest.fixture
def book(tmp_path):
    """Writes a workbook of sheets by name, each a list of rows."""

    def write(sheets: dict[str, list[list[object]]], hidden: str = ""):
        workbook = Workbook()
        workbook.remove(workbook.active)
        for name, rows in sheets.items():
            sheet = workbook.create_sheet(name)
            for row in rows:
                sheet.append(row)
            sheet.sheet_state = "hidden" if name == hidden else "visible"
        workbook.save(tmp_path / "bang.xlsx")
        return tmp_path / "bang.xlsx"

    return write


def test_each_sheet_is_a_page_and_each_row_a_line(book):
    read = read_spreadsheet(
        book({"Kế hoạch": [["STT", "Nội dung"], [1, "Kiểm tra"]], "Phụ lục": []})
    )
    assert [page.text for page in read.pages] == ["Kế hoạch\nSTT | Nội dung\n1 | Kiểm tra", ""]
    assert "trống" in read.pages[1].reason


def test_values_are_written_as_people_write_them(book):
    row = [2.0, 1.5, True, datetime.date(2026, 3, 5), datetime.datetime(2026, 3, 5, 14, 30), None]
    read = read_spreadsheet(book({"a": [row]}))
    assert read.pages[0].text == "a\n2 | 1,5 | Đúng | 05/03/2026 | 05/03/2026 14:30"


def test_hidden_sheets_are_read_and_named(book):
    read = read_spreadsheet(book({"a": [["x"]], "Ẩn": [["y"]]}, hidden="Ẩn"))
    assert read.pages[1].text == "Ẩn\ny"
    assert "trang ẩn" in read.warnings[0]
    assert "Ẩn" in read.warnings[0]


def test_formulas_are_not_worked_out(book):
    read = read_spreadsheet(book({"a": [["Tổng", '=WEBSERVICE("http://example.invalid/")']]}))
    assert read.pages[0].text == "a\nTổng"


def test_old_letters_are_judged_sheet_by_sheet(book):
    typed = as_typed(SMALL, ".VnTime")
    read = read_spreadsheet(book({"a": [[typed]], "b": [["Kiểm tra việc thực hiện"]]}))
    assert read.pages[0].text == f"a\n{SMALL}"
    assert [page.method for page in read.pages] == ["converted", "text"]


def test_a_heading_in_two_cells_stands_in_two_columns(book):
    read = read_spreadsheet(
        book({"a": [["UBND TỈNH", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]]})
    )
    assert [line.column for line in read.lines] == ["left", "right"]


def test_a_sheet_that_unpacks_to_a_mountain_is_refused(tmp_path):
    file = tmp_path / "a.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<x>" + b" " * 30_000_000 + b"</x>")
    with pytest.raises(TooLarge):
        read_spreadsheet(file)


def test_a_torn_workbook_is_refused(tmp_path):
    (tmp_path / "a.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\1" * 2000)
    with pytest.raises(BrokenFile):
        read_spreadsheet(tmp_path / "a.xls")


def test_a_workbook_with_a_sheet_of_old_macros_still_gives_its_other_sheets(book, tmp_path):
    odd = tmp_path / "macro.xlsx"
    with zipfile.ZipFile(book({"a": [["Kế hoạch"]], "b": [["x"]]})) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    relations = parts["xl/_rels/workbook.xml.rels"]
    relations = relations.replace(b"worksheets/sheet2.xml", b"macrosheets/sheet2.xml")
    parts["xl/_rels/workbook.xml.rels"] = relations.replace(
        b"relationships/worksheet", b"relationships/xlMacrosheet", 2
    ).replace(b"relationships/xlMacrosheet", b"relationships/worksheet", 1)
    parts["xl/macrosheets/sheet2.xml"] = parts.pop("xl/worksheets/sheet2.xml")
    with zipfile.ZipFile(odd, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)
    assert read_spreadsheet(odd).pages[0].text == "a\nKế hoạch"
