"""Official papers that the portal prints."""

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Mm
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from intranet.extraction.formats.legacy_office import libreoffice
from intranet.extraction.formats.pdf import page_contents
from intranet.extraction.sandbox import office_files
from intranet.extraction.sandbox.file_reading import extract
from intranet.printing.official_document import (
    Appendix,
    BodyParagraph,
    ColumnAlign,
    OfficialDocument,
    TableColumn,
    cell_text,
)
from intranet.printing.official_document_docx import as_docx
from intranet.printing.xlsx_workbook import as_xlsx

MADE = datetime(2026, 11, 30, 17, 0)
UNITS = Appendix(
    "Phụ lục III",
    "TÌNH HÌNH QUÁN TRIỆT THEO ĐƠN VỊ",
    (
        TableColumn("TT", 1, ColumnAlign.CENTRE),
        TableColumn("Đơn vị", 5),
        TableColumn("Quân số", 2, ColumnAlign.RIGHT),
        TableColumn("Tỷ lệ (%)", 2, ColumnAlign.RIGHT),
        TableColumn("Ngày", 2.4, ColumnAlign.CENTRE),
    ),
    (
        (1, "=Văn phòng", 1234, 97.46, date(2026, 11, 5)),
        (2, "Phòng Nghiệp vụ 1", 0, None, None),
    ),
    ("Số liệu tính đến hết ngày 30/11/2026.",),
)
WIDE = Appendix("Phụ lục II", "VĂN BẢN", tuple(TableColumn(f"Cột {n}", 1) for n in range(15)), ())
PAPER = OfficialDocument(
    superior="UBND TỈNH LẠNG SƠN",
    body="THANH TRA TỈNH",
    symbol="Số:       /BC-TTr",
    place_and_day="Lạng Sơn, ngày       tháng 11 năm 2026",
    kind="BÁO CÁO",
    subject="Kết quả quán triệt văn bản chỉ đạo tháng 11 năm 2026",
    addressed=("Ủy ban nhân dân tỉnh.",),
    parts=(
        BodyParagraph("Thanh tra tỉnh báo cáo như sau:"),
        BodyParagraph("I. KẾT QUẢ", 1),
        BodyParagraph("Đã đọc đủ."),
    ),
    recipients=("Như trên", "Lưu: VT, VP"),
    authority="CHÁNH THANH TRA",
    appendices=(WIDE, UNITS),
    attached_to="Kèm theo Báo cáo số       /BC-TTr",
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The paper as a Word file."""
    path = tmp_path / "bao-cao.docx"
    path.write_bytes(as_docx(PAPER, MADE))
    return path


def _mm(*lengths: int | None) -> list[int]:
    return [round((length or 0) / Mm(1)) for length in lengths]


def test_the_paper_is_read_as_what_it_says_it_is(file: Path) -> None:
    facts = extract(file, name=file.name).facts
    assert facts.kind
    assert facts.kind.value == "BC"
    assert facts.subject
    assert facts.subject.value.startswith("Kết quả quán triệt")
    assert facts.issued_on
    assert facts.issued_on.value == "2026-11-__"  # the clerk gives the day
    assert facts.symbol is None  # and the number


def test_sheets_are_those_of_the_decree_and_wide_tables_lie_across(file: Path) -> None:
    upright, across, last = Document(str(file)).sections
    assert _mm(upright.page_width, upright.page_height) == [210, 297]
    assert _mm(upright.left_margin, upright.right_margin) == [30, 15]
    assert upright.different_first_page_header_footer
    assert not across.different_first_page_header_footer
    assert across.orientation == WD_ORIENT.LANDSCAPE
    assert last.orientation == WD_ORIENT.PORTRAIT


def test_the_head_of_a_table_is_repeated_on_every_sheet(file: Path) -> None:
    with zipfile.ZipFile(file) as parts:
        body = parts.read("word/document.xml").decode()
    assert body.count("<w:tblHeader") == 2


def test_made_again_the_paper_is_the_same_to_the_byte_and_another_day_is_not() -> None:
    assert as_docx(PAPER, MADE) == as_docx(PAPER, MADE)
    assert as_docx(PAPER, MADE) != as_docx(replace(PAPER, subject="Khác"), MADE)
    assert as_xlsx(PAPER.appendices, MADE) == as_xlsx(PAPER.appendices, MADE)


def test_in_the_workbook_numbers_and_days_reckon_and_texts_never_do() -> None:
    book = load_workbook(io.BytesIO(as_xlsx([UNITS], MADE)))
    (sheet,) = book.worksheets
    first = [cell.value for cell in sheet[4]]
    assert first == [1, "=Văn phòng", 1234, 97.46, datetime(2026, 11, 5)]
    assert sheet["B4"].data_type == "s"
    assert sheet["C4"].number_format == "#,##0"
    assert sheet["A7"].value == UNITS.notes[0]


def test_numbers_are_written_the_vietnamese_way() -> None:
    assert cell_text(1234) == "1.234"
    assert cell_text(1234.56) == "1.234,6"
    assert cell_text(97.5) == "97,5"
    assert cell_text(None) == "—"
    assert cell_text(date(2026, 2, 5)) == "05/02/2026"


@given(st.integers(0, 10**9))
def test_a_number_keeps_its_digits_when_it_is_written(number: int) -> None:
    assert int(cell_text(number).replace(".", "")) == number


@pytest.mark.libreoffice
@pytest.mark.skipif(not libreoffice.is_here(), reason="LibreOffice is not on this machine")
def test_the_printed_paper_has_its_appendices_on_sheets_of_their_own(file: Path) -> None:
    printed = file.with_suffix(".pdf")
    content = office_files.preview(file)
    assert content
    printed.write_bytes(content)
    with page_contents.opened(printed) as document:
        sheets = page_contents.read_pages(document, 10)
    assert [sheet.width > sheet.height for sheet in sheets] == [False, True, False]
    assert "CHÁNH THANH TRA" in sheets[0].text
    assert "97,5" in sheets[2].text
