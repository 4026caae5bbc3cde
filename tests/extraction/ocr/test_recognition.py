"""Scans and photographs become text with places, as good as a patient typist would have it."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from intranet.extraction.errors import BrokenFile
from intranet.extraction.layout.text_lines import lines_of_words
from intranet.extraction.ocr import recognition, tesseract
from intranet.extraction.sandbox.isolated import recognise_isolated
from intranet.extraction.values import Line, Page
from intranet.language.secrecy.examination import Secrecy, examine
from intranet.language.text.normalization import fold
from tests.extraction.drawing import A4, PRINT, printed, stamp, write

pytestmark = pytest.mark.skipif(not tesseract.is_installed(), reason="needs Tesseract with vie")
Save = Callable[..., Path]


@pytest.fixture
def saved(tmp_path: Path) -> Save:
    """Writes a picture to a file."""

    def save(picture: Image.Image, name: str = "quet.png", **options: object) -> Path:
        picture.save(tmp_path / name, **options)
        return tmp_path / name

    return save


def headed() -> Image.Image:
    """The head of a document in its two columns."""
    sheet = printed(PRINT, top=640)
    write(sheet, (190, 120), "ỦY BAN NHÂN DÂN", style="B")
    write(sheet, (200, 165), "TỈNH LẠNG SƠN", style="B")
    write(sheet, (195, 250), "Số: 125/KH-UBND")
    write(sheet, (560, 120), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", style="B", size=27)
    write(sheet, (680, 165), "Độc lập - Tự do - Hạnh phúc", style="B", size=28)
    write(sheet, (640, 250), "Lạng Sơn, ngày 05 tháng 3 năm 2026", style="I")
    write(sheet, (545, 400), "KẾ HOẠCH", style="B")
    write(sheet, (330, 450), "Kiểm tra công tác cải cách hành chính", style="B")
    return sheet


def share_read(page: Page) -> float:
    """The share of the printed words that were read."""
    read = set(unicodedata.normalize("NFC", page.text).split())
    wanted = " ".join(PRINT).split()
    return sum(word in read for word in wanted) / len(wanted)


def line_with(page: Page, words: str) -> Line:
    """The line of a page that holds these words."""
    return next(line for line in lines_of_words(page) if words in line.text)


def test_a_scanned_page_gives_its_text_its_words_and_how_sure_they_are(saved: Save) -> None:
    page = recognition.recognise(saved(printed(), dpi=(150, 150)), 1)
    assert share_read(page) > 0.9
    assert page.method == "ocr"
    assert page.text.count("\n") == len(PRINT) - 1
    assert (round(page.width), round(page.height)) == (595, 842)
    assert page.confidence > 0.85
    assert page.words[0].text == "Căn"
    assert page.words[0].x0 == pytest.approx(150 / A4[0], abs=0.01)
    assert page.words[0].y0 == pytest.approx(300 / A4[1], abs=0.01)
    assert {word.line for word in page.words} == set(range(len(PRINT)))


def test_a_scan_is_read_in_a_process_that_may_write_no_file(saved: Save) -> None:
    assert share_read(recognise_isolated(saved(printed()), 1)) > 0.9


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_sheet_scanned_sideways_or_upside_down_is_read_all_the_same(
    saved: Save, turn: int
) -> None:
    lying = printed(PRINT * 2, top=200).rotate(turn, expand=True)
    page = recognition.recognise(saved(lying), 1)
    assert share_read(page) > 0.85
    # Words keep the places that they have on the sheet as it lies, lines stand upright.
    assert (page.words[0].x0 < 0.3) == (turn == 90)
    assert lines_of_words(page)[0].text.startswith("Căn cứ Luật Tổ chức")


def test_a_clerk_can_say_how_a_page_is_to_be_turned(saved: Save) -> None:
    page = recognition.recognise(saved(printed().rotate(90, expand=True)), 1, turn=90)
    assert share_read(page) > 0.9


def test_a_photograph_that_says_how_the_camera_was_held_is_turned(saved: Save) -> None:
    held = Image.Exif()
    held[0x0112] = 6
    lying = printed().rotate(90, expand=True)
    page = recognition.recognise(saved(lying, "anh.jpg", exif=held, quality=80), 1)
    assert share_read(page) > 0.9


def test_the_words_of_a_sheet_that_lay_askew_are_marked_where_they_are(saved: Save) -> None:
    askew = printed().rotate(-2.5, Image.Resampling.BICUBIC, fillcolor=255)
    page = recognition.recognise(saved(askew), 1)
    assert share_read(page) > 0.9
    first = [word for word in page.words if word.line == 0]
    assert first[-1].y0 - first[0].y0 > 0.015
    assert len(lines_of_words(page)) == len(PRINT)


@pytest.mark.parametrize("name", ["q.jpg", "q.bmp", "q.webp", "q.tiff", "q.heic"])
def test_pictures_of_any_usual_kind_are_read(saved: Save, name: str) -> None:
    from pillow_heif import register_heif_opener

    register_heif_opener()
    assert share_read(recognition.recognise(saved(printed(mode="RGB"), name), 1)) > 0.85


def test_each_frame_of_a_fax_is_a_page_of_its_own(saved: Save) -> None:
    frames = [printed((f"Trang thứ {word} của bản fax",)).convert("1") for word in ("nhất", "hai")]
    path = saved(frames[0], "fax.tif", save_all=True, append_images=frames[1:])
    assert "hai" in recognition.recognise(path, 2).text
    with pytest.raises(BrokenFile, match="không có trang 3"):
        recognition.recognise(path, 3)


def test_a_page_of_a_pdf_is_drawn_and_read(saved: Save) -> None:
    path = saved(printed(mode="RGB"), "quet.pdf", resolution=150)
    page = recognition.recognise(path, 1)
    assert share_read(page) > 0.9
    assert (round(page.width), round(page.height)) == (595, 842)


def test_a_picture_of_a_poster_is_shrunk_before_it_is_read(saved: Save) -> None:
    poster = printed().resize((4960, 7016))
    assert share_read(recognition.recognise(saved(poster, dpi=(72, 72)), 1)) > 0.85


def test_print_under_a_red_seal_is_read(saved: Save) -> None:
    sheet = printed(mode="RGB")
    seal = Image.new("RGB", sheet.size, "white")
    stamp(seal, (420, 420))
    both = Image.fromarray(np.minimum(np.asarray(sheet), np.asarray(seal)))
    page = recognition.recognise(saved(both), 1)
    assert share_read(page) > 0.9
    assert "PHÒNG" not in page.text


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT"])
def test_a_red_mark_of_secrecy_is_never_taken_for_a_stamp_to_be_removed(
    saved: Save, mark: str
) -> None:
    sheet = headed().convert("RGB")
    write(sheet, (230, 310), mark, size=44, ink=(208, 32, 48), style="B")
    page = recognition.recognise(saved(sheet), 1)
    assert any(fold(line) == fold(mark) for line in page.text.splitlines())
    assert examine(page.text, recognised=True).verdict is not Secrecy.CLEAR


def test_a_red_mark_of_urgency_stands_where_it_was_stamped(saved: Save) -> None:
    sheet = headed().convert("RGB")
    write(sheet, (230, 310), "HỎA TỐC", size=44, ink=(208, 32, 48), style="B")
    lines = recognition.recognise(saved(sheet), 1).text.splitlines()
    at = lines.index("HỎA TỐC")
    assert any("125/KH-UBND" in line for line in lines[:at])
    assert "KẾ HOẠCH" in lines[at:]


def test_the_two_columns_of_a_header_are_told_apart_on_a_scan(saved: Save) -> None:
    page = recognition.recognise(saved(headed()), 1)
    assert line_with(page, "125/KH-UBND").column == "left"
    assert line_with(page, "CỘNG HÒA").column == "right"
    assert line_with(page, "tháng 3 năm 2026").column == "right"
    title = line_with(page, "KẾ HOẠCH")
    assert title.centred
    assert title.gap > 1


def test_an_empty_sheet_says_that_nothing_is_on_it(saved: Save) -> None:
    page = recognition.recognise(saved(Image.new("L", A4, 255)), 1)
    assert page.text == ""
    assert page.confidence == 0.0
    assert "Không thấy chữ" in page.reason


def test_a_page_that_takes_too_long_is_given_up(saved: Save) -> None:
    with pytest.raises(tesseract.RecognitionTooSlow, match="quá lâu"):
        recognition.recognise(saved(printed()), 1, seconds=0.1)


def test_a_page_without_words_has_no_lines() -> None:
    assert lines_of_words(Page(1, "")) == ()
