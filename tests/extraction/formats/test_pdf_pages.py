"""Pages of a PDF: waiting for recognition, taken over from it, or read as a person wants."""

from dataclasses import replace

import pytest
from PIL import Image, ImageDraw

from intranet.extraction.formats.format_reading import ReadingOptions
from intranet.extraction.formats.page_rendering import render_page
from intranet.extraction.formats.pdf.document import read_pdf
from intranet.extraction.values import Page, RecognisedWord

BODY = (
    "Thanh tra tỉnh ban hành kế hoạch kiểm tra việc thực hiện nhiệm vụ chuyển đổi số của các "
    "đơn vị trực thuộc, báo cáo kết quả trước ngày 15 hằng tháng về Văn phòng để tổng hợp."
)


def document(width=600, height=850):
    image = Image.new("L", (width, height), 240)
    ImageDraw.Draw(image).text((50, 50), "chu tren giay", fill=0)
    return image


@pytest.fixture
def three_pages(tmp_path, blank_pdf):
    """Print, then a scan, then a page with letters above half a page of scan."""
    pdf = blank_pdf()
    pdf.multi_cell(170, 7, BODY * 3)
    pdf.add_page()
    pdf.image(document(), 0, 0, 210, 297)
    pdf.add_page()
    pdf.multi_cell(170, 7, "KẾ HOẠCH KIỂM TRA")
    pdf.image(document(600, 400), 0, 148, 210, 148)
    pdf.output(str(tmp_path / "ba-trang.pdf"))
    return tmp_path / "ba-trang.pdf"


def recognised(number, *lines):
    words = [
        RecognisedWord(
            text, 0.1 + 0.12 * at, 0.6 + 0.05 * row, 0.2 + 0.12 * at, 0.62 + 0.05 * row, 0.9, row
        )
        for row, line in enumerate(lines)
        for at, text in enumerate(line.split())
    ]
    return Page(number, "\n".join(lines), "ocr", 0.9, words=tuple(words))


def read(path, recognised=None, forced=None):
    """Pages, lines and warnings of a PDF, and whether any page waits for recognition."""
    found = read_pdf(path, ReadingOptions(10, recognised or {}, forced or {}))
    return found.pages, found.lines, found.warnings, any(page.pending for page in found.pages)


def test_pages_without_letters_of_their_own_wait(three_pages):
    pages, _, warnings, needs = read(three_pages)
    assert [page.pending for page in pages] == [False, True, True]
    assert needs
    assert "trang 2, 3" in warnings[0]
    assert all(page.reason for page in pages)


def test_a_recognised_page_is_taken_over_with_its_words(three_pages):
    second = recognised(2, "Nơi nhận:", "TM. ỦY BAN")
    pages, lines, _, _ = read(three_pages, {2: second})
    assert (pages[1].text, pages[1].method, pages[1].pending) == (second.text, "ocr", False)
    assert pages[1].words == second.words
    assert (pages[1].width, pages[1].height) == (pages[0].width, pages[0].height)
    assert "Nơi nhận:" in [line.text for line in lines if line.page == 2]


def test_a_mixed_page_keeps_its_own_letters_and_gains_those_of_the_picture(three_pages):
    pages, lines, _, needs = read(
        three_pages, {2: recognised(2, "Điều một"), 3: recognised(3, "Điều hai")}
    )
    assert pages[2].text.split("\n") == ["KẾ HOẠCH KIỂM TRA", "Điều hai"]
    assert [line.text for line in lines if line.page == 3] == ["KẾ HOẠCH KIỂM TRA", "Điều hai"]
    assert not needs


def test_a_page_that_recognition_had_to_skip_says_so(three_pages):
    skipped = Page(2, "", "ocr", 0.0, score=0.0, reason="Trang 2 bỏ qua.")
    pages, _, warnings, _ = read(three_pages, {2: skipped, 3: recognised(3, "Điều hai")})
    assert pages[1].reason == "Trang 2 bỏ qua."
    assert not pages[1].pending
    assert any("trang 2" in warning for warning in warnings)


def test_a_person_may_want_good_letters_recognised_and_a_scan_left_alone(three_pages):
    pages, _, _, _ = read(three_pages, forced={1: "ocr", 2: "text"})
    assert [page.pending for page in pages] == [True, False, True]
    again = recognised(1, "Chữ nhận dạng")
    pages, _, _, _ = read(three_pages, {1: again}, {1: "ocr:0"})
    assert pages[0].text == "Chữ nhận dạng"


def test_a_damaged_layer_stays_when_recognition_reads_worse(tmp_path, blank_pdf):
    pdf = blank_pdf()
    pdf.multi_cell(170, 7, BODY.replace("n", "rn").replace("t", "ß") * 2)
    pdf.output(str(tmp_path / "hong.pdf"))
    pages, _, warnings, needs = read(tmp_path / "hong.pdf")
    assert needs
    assert "không đọc được thành tiếng Việt" in warnings[0]
    worse = replace(recognised(1, "xq zzk wv " * 10), number=1)
    assert read(tmp_path / "hong.pdf", {1: worse})[0][0].text == pages[0].text
    better = recognised(1, BODY)
    assert read(tmp_path / "hong.pdf", {1: better})[0][0].text == BODY


def test_a_blank_page_neither_waits_nor_warns(tmp_path, blank_pdf):
    pdf = blank_pdf()
    pdf.multi_cell(170, 7, BODY)
    pdf.add_page()
    pdf.line(20, 20, 190, 20)
    pdf.output(str(tmp_path / "trang-cuoi.pdf"))
    pages, _, warnings, needs = read(tmp_path / "trang-cuoi.pdf")
    assert (pages[1].reason, pages[1].pending) == ("Trang trống.", False)
    assert (warnings, needs) == ((), False)


def test_letters_drawn_as_shapes_wait_for_recognition(tmp_path, blank_pdf):
    pdf = blank_pdf()
    for row in range(12):
        for column in range(40):
            pdf.rect(20 + column * 4, 20 + row * 8, 2, 3, style="F")
    pdf.output(str(tmp_path / "net-ve.pdf"))
    pages, _, _, needs = read(tmp_path / "net-ve.pdf")
    assert needs
    assert "vẽ thành hình" in pages[0].reason


def test_words_of_a_page_keep_their_places(as_pdf, plan):
    _, lines, _, _ = read(as_pdf(plan))
    number = next(line for line in lines if line.text.startswith("Số: 57/KH-TTr"))
    nation = next(line for line in lines if line.text.startswith("CỘNG HÒA"))
    assert (number.column, nation.column) == ("left", "right")
    assert nation.bold
    assert not number.bold
    assert 0 < number.box.y0 < number.box.y1 < 0.3


def test_words_that_run_up_the_page_stay_whole(tmp_path, blank_pdf):
    pdf = blank_pdf()
    for row, line in enumerate((BODY[:80], BODY[80:]) * 6):
        with pdf.rotation(90, 30 + 8 * row, 250):
            pdf.text(30 + 8 * row, 250, line)
    pdf.output(str(tmp_path / "xoay.pdf"))
    text = read(tmp_path / "xoay.pdf")[0][0].text
    assert " ".join(text.split()).startswith(BODY[:80])


def test_a_page_that_cannot_be_drawn_is_no_crash(tmp_path):
    file = tmp_path / "lo.pdf"
    file.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 0 0]/Contents 9 0 R>>endobj\n"
        b"trailer<</Root 1 0 R/Size 4>>\n%%EOF"
    )
    pages, _, _, needs = read(file)
    assert (len(pages), pages[0].text, needs) == (1, "", False)
    assert render_page(file, 1) is None or render_page(file, 1)
