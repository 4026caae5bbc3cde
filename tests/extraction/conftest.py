"""Small documents made on the spot, in the two layouts of the office."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from fpdf import FPDF

from intranet.printing.fonts import typeface


@dataclass(frozen=True)
class Draught:
    """The words of a document, place by place."""

    left: Sequence[str]
    right: Sequence[str]
    heading: Sequence[str]
    body: Sequence[str]
    recipients: Sequence[str] = ("Nơi nhận:", "- Như trên;", "- Lưu: VT.")
    signature: Sequence[str] = ()


NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
PLAN = Draught(
    left=("THANH TRA TỈNH LẠNG SƠN", "VĂN PHÒNG", "Số: 57/KH-TTr"),
    right=(*NATION, "Lạng Sơn, ngày 05 tháng 3 năm 2026"),
    heading=("KẾ HOẠCH", "Kiểm tra việc thực hiện nhiệm vụ chuyển đổi số"),
    body=(
        "Căn cứ Quyết định số 1169/QĐ-TTg ngày 16 tháng 6 năm 2025 của Thủ tướng Chính phủ;",
        "Thanh tra tỉnh ban hành kế hoạch kiểm tra với các nội dung sau đây.",
    ),
    signature=("KT. CHÁNH THANH TRA", "PHÓ CHÁNH THANH TRA", "Hoàng Văn Thắng"),
)


@pytest.fixture
def plan() -> Draught:
    """A plan of the inspectorate, numbered, dated and signed."""
    return PLAN


@pytest.fixture
def as_docx(tmp_path: Path) -> Callable[[Draught], Path]:
    """Writes a document as a DOCX file with its columns in table cells."""

    def write(draught: Draught, name: str = "van-ban.docx") -> Path:
        document = Document()
        _side_by_side(document, draught.left, draught.right)
        for line in draught.heading:
            paragraph = document.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.add_run(line).bold = True
        for line in draught.body:
            document.add_paragraph(line)
        _side_by_side(document, draught.recipients, draught.signature)
        document.save(str(tmp_path / name))
        return tmp_path / name

    return write


def _side_by_side(document, left: Sequence[str], right: Sequence[str]) -> None:
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    for cell, lines in zip(cells, (left, right), strict=True):
        cell.paragraphs[0].text = lines[0] if lines else ""
        for line in lines[1:]:
            cell.add_paragraph(line)


@pytest.fixture(scope="session")
def face(tmp_path_factory):
    """A typeface with Vietnamese letters."""
    return typeface(tmp_path_factory.mktemp("typeface"))


@pytest.fixture
def blank_pdf(face) -> Callable[[], FPDF]:
    """An empty A4 document with the typeface at hand."""

    def make() -> FPDF:
        pdf = FPDF()
        pdf.add_font("Office", "", str(face.file("")))
        pdf.add_font("Office", "B", str(face.file("B")))
        pdf.set_font("Office", size=13)
        pdf.add_page()
        return pdf

    return make


@pytest.fixture
def as_pdf(tmp_path: Path, blank_pdf) -> Callable[[Draught], Path]:
    """Prints a document as a PDF file with its columns beside each other."""

    def write(draught: Draught, name: str = "van-ban.pdf", pasted: object = None) -> Path:
        pdf = blank_pdf()
        top = pdf.get_y()
        if pasted is not None:
            pdf.image(pasted, 50, top + 6, 8, 5)
        low = _column(pdf, draught.left, 20, 70, top)
        low = max(low, _column(pdf, draught.right, 95, 100, top))
        low = _column(pdf, draught.heading, 20, 170, low + 8, bold=True)
        pdf.set_xy(20, low + 8)
        for line in draught.body:
            pdf.set_x(30)
            pdf.multi_cell(165, 7, line, align="L")
        low = pdf.get_y() + 8
        _column(pdf, draught.recipients, 20, 70, low, align="L")
        _column(pdf, draught.signature, 115, 80, low)
        pdf.output(str(tmp_path / name))
        return tmp_path / name

    return write


def _column(pdf, lines, x, width, y, *, bold=False, align="C") -> float:
    for line in lines:
        pdf.set_font("Office", "B" if bold or line.isupper() else "", 12)
        pdf.set_xy(x, y)
        pdf.multi_cell(width, 6, line, align=align)
        y = pdf.get_y()
    pdf.set_font("Office", size=13)
    return y
