"""The sheet by which a person proves what the portal knows."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from intranet.extraction.formats.pdf import page_contents
from intranet.printing.fonts import Typeface, typeface
from intranet.printing.official_document import Proof
from intranet.printing.proof_sheet_pdf import as_pdf

MADE = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
PROOF = Proof(
    body="THANH TRA TỈNH",
    title="GIẤY XÁC NHẬN ĐÃ ĐỌC VĂN BẢN",
    statement="Cổng đọc văn bản xác nhận công chức có tên dưới đây đã đọc và nắm được nội dung.",
    facts=(
        ("Họ và tên", "Nguyễn Thị Hường"),
        ("Văn bản", "211/KH-UBND ngày 12/08/2025, " + "trích yếu dài " * 30),
    ),
    address="https://cong-doc.example/kiem-tra/4f2c",
    check=(
        "Quét mã hoặc mở địa chỉ dưới đây để kiểm tra:",
        "https://cong-doc.example/kiem-tra/4f2c",
    ),
)


@pytest.fixture(scope="module")
def face(tmp_path_factory: pytest.TempPathFactory) -> Typeface:
    """The typeface of printed papers."""
    return typeface(tmp_path_factory.mktemp("face"))


def test_the_sheet_says_who_read_what_in_vietnamese(face: Typeface, tmp_path: Path) -> None:
    path = tmp_path / "xac-nhan.pdf"
    path.write_bytes(as_pdf(PROOF, face, MADE))
    with page_contents.opened(path) as document:
        (sheet,) = page_contents.read_pages(document, 5)
    assert "GIẤY XÁC NHẬN ĐÃ ĐỌC VĂN BẢN" in sheet.text
    assert "Nguyễn Thị Hường" in sheet.text
    assert "211/KH-UBND" in sheet.text


def test_the_same_proof_is_the_same_file(face: Typeface) -> None:
    assert as_pdf(PROOF, face, MADE) == as_pdf(PROOF, face, MADE)


def test_the_code_is_there_to_be_photographed(face: Typeface, tmp_path: Path) -> None:
    from pypdfium2 import PdfDocument

    with PdfDocument(as_pdf(PROOF, face, MADE)) as document:
        page = document[0].render(scale=2).to_pil()
    buffer = io.BytesIO()
    page.save(buffer, "PNG")
    dark = Image.open(buffer).convert("L").point(lambda light: light < 128 and 255)
    columns = dark.crop((0, page.height // 2, page.width // 2, page.height)).getbbox()
    assert columns
    assert columns[2] - columns[0] >= 60  # points of the picture: the square, not a line of text
