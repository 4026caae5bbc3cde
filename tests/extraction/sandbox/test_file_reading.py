"""One file from beginning to end: read, kept for recognition, or refused with a reason."""

import io
import json
from dataclasses import replace

import pytest
from click.testing import CliRunner
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from intranet.extraction.commands import extract_command
from intranet.extraction.errors import BrokenFile
from intranet.extraction.formats.page_rendering import render_page
from intranet.extraction.sandbox.file_reading import extract
from tests.properties import examples


@pytest.fixture
def scan(tmp_path, blank_pdf):
    """A page that is only a picture of document, with a signing banner over it."""

    def make(banner: str = ""):
        document = Image.new("L", (600, 850), 240)
        ImageDraw.Draw(document).line((50, 50, 500, 60), fill=0, width=3)
        pdf = blank_pdf()
        pdf.image(document, 0, 0, 210, 297)
        pdf.set_xy(20, 20)
        pdf.multi_cell(150, 6, banner)
        pdf.output(str(tmp_path / "quet.pdf"))
        return tmp_path / "quet.pdf"

    return make


@pytest.mark.parametrize(
    "banner", ["", "Người ký: CỔNG THÔNG TIN ĐIỆN TỬ CHÍNH PHỦ\nThời gian ký: 12.04.2026 08:00:01"]
)
def test_a_scan_is_kept_and_waits_for_recognition(scan, banner):
    found = extract(scan(banner))
    assert found.accepted
    assert found.needs_recognition
    assert "ảnh quét" in found.warnings[0]


def test_a_printed_document_is_read_without_recognition(as_pdf, plan):
    found = extract(as_pdf(plan))
    assert (found.kind, found.needs_recognition, found.warnings) == ("pdf", False, ())
    assert "1169/QĐ-TTg" in found.pages[0].text
    assert found.pages[0].width == pytest.approx(595, abs=1)


def test_a_number_pasted_as_a_picture_does_not_make_a_draft(as_pdf, plan, tmp_path):
    blank = replace(plan, left=("THANH TRA TỈNH LẠNG SƠN", "Số:          /KH-TTr"))
    assert extract(as_pdf(blank)).facts.draft
    number = Image.new("L", (60, 30), 200)
    found = extract(as_pdf(blank, pasted=number))
    assert not found.facts.draft
    assert "hình dán" in found.warnings[0]


def test_a_pdf_with_a_password_is_refused(tmp_path, blank_pdf):
    pdf = blank_pdf()
    pdf.set_encryption(owner_password="chu", user_password="doc")
    pdf.cell(text="Nội dung")
    pdf.output(str(tmp_path / "khoa.pdf"))
    found = extract(tmp_path / "khoa.pdf")
    assert not found.accepted
    assert "mật khẩu" in found.reason


def test_too_many_pages_are_refused_with_their_number(tmp_path, blank_pdf):
    pdf = blank_pdf()
    pdf.add_page()
    pdf.add_page()
    pdf.output(str(tmp_path / "dai.pdf"))
    found = extract(tmp_path / "dai.pdf", max_pages=2)
    assert not found.accepted
    assert "3 trang" in found.reason


def test_a_file_above_the_limit_is_refused(as_docx, plan):
    found = extract(as_docx(plan), max_bytes=1000)
    assert not found.accepted
    assert "lớn hơn" in found.reason


def test_a_secrecy_mark_keeps_a_document_out(as_docx, plan):
    found = extract(as_docx(replace(plan, left=(*plan.left, "MẬT"))))
    assert not found.accepted
    assert "bí mật nhà nước" in found.reason
    assert found.pages == ()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "rỗng"),
        (b"\x01\x02\x03\xff", "Không nhận ra"),
        (b"%PDF-1.7 nothing else", "hỏng"),
        (b"PK\x03\x04 torn", "hỏng"),
    ],
)
def test_every_refusal_says_why_in_vietnamese(tmp_path, content, reason):
    file = tmp_path / "tep.pdf"
    file.write_bytes(content)
    found = extract(file)
    assert not found.accepted
    assert reason in found.reason


def test_a_missing_file_is_refused_like_any_other(tmp_path):
    assert "Không tìm thấy tệp" in extract(tmp_path / "khong-co.pdf").reason


@given(st.binary(max_size=300), st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"{\\rtf"]))
@examples(50)
def test_no_bytes_whatever_make_reading_fail(tmp_path_factory, tail, head):
    file = tmp_path_factory.mktemp("bytes") / "tep"
    file.write_bytes(head + tail)
    found = extract(file)
    assert found.accepted or found.reason


def test_a_document_without_words_waits_for_a_person(tmp_path):
    Document().save(str(tmp_path / "trong.docx"))
    found = extract(tmp_path / "trong.docx")
    assert found.accepted
    assert found.needs_recognition


def test_a_page_of_a_pdf_can_be_seen(as_pdf, plan):
    file = as_pdf(plan)
    with Image.open(io.BytesIO(render_page(file, 1, 300))) as picture:
        assert picture.width == pytest.approx(300, abs=1)
    with pytest.raises(BrokenFile, match="trang 2"):
        render_page(file, 2)


def test_a_word_file_has_no_picture_of_its_own(as_docx, plan):
    assert render_page(as_docx(plan), 1) is None


def test_the_command_writes_one_line_of_json_for_each_file(as_pdf, plan, tmp_path):
    empty = tmp_path / "rong.docx"
    empty.touch()
    result = CliRunner().invoke(extract_command, ["--json", str(as_pdf(plan)), str(empty)])
    assert result.exit_code == 0
    first, second = map(json.loads, result.output.splitlines())
    assert first["facts"]["symbol"] == "57/KH-TTr"
    assert first["pages"][0]["n"] == 1
    assert set(first) == {"file", "accepted", "reason", "kind", "pages", "facts", "warnings"}
    assert second["accepted"] is False
