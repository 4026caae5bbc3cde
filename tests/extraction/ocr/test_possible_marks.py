"""What of a picture may be a mark: only that is given to Tesseract, and all of that."""

import io

import pytest
from PIL import Image, ImageDraw

from intranet.extraction.ocr.possible_marks import MARGIN, possible_marks
from tests.extraction.drawing import A4, printed, write

RED = (214, 40, 57)


def ink(slip: Image.Image) -> int:
    return sum(slip.histogram()[:130])


def test_a_page_of_print_leaves_nothing_to_read() -> None:
    sheet = printed(mode="RGB")
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((100, 900, 1100, 1600), outline="black", width=2)
    for row in range(950, 1600, 50):
        pen.line((100, row, 1100, row), fill="black", width=2)
    for speck in range(200, 1200, 70):
        pen.ellipse((speck, 1650, speck + 8, 1658), fill="black")
    write(sheet, (150, 1670), "chữ nhỏ", size=9)
    assert list(possible_marks(sheet)) == []


@pytest.mark.parametrize("words", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
@pytest.mark.parametrize("size", [20, 29, 40, 50, 55, 60, 66, 80, 120])
def test_a_mark_above_the_print_is_all_that_is_left(words: str, size: int) -> None:
    sheet = Image.new("RGB", A4, "white")
    write(sheet, (400, 60), words, size=size, style="B")
    alone = ink(sheet.convert("L"))
    sheet.paste(printed(mode="RGB", top=0).crop((0, 0, A4[0], 500)), (0, 400))
    (slip,) = possible_marks(sheet)
    assert ink(slip) == alone
    assert slip.height < 3 * size + 2 * MARGIN


def test_red_ink_is_shown_twice_and_alone_the_second_time() -> None:
    sheet = printed(("TỜ TRÌNH",), mode="RGB", top=80)
    write(sheet, (300, 80), "MẬT", size=40, ink=RED)
    both, red = possible_marks(sheet)
    assert ink(both) > ink(red) > 0
    assert red.width < both.width


def test_a_picture_of_one_colour_has_nothing_to_read() -> None:
    for colour in ("white", "black", RED):
        flat = io.BytesIO()
        Image.new("RGB", (300, 10), colour).save(flat, "PNG")
        assert list(possible_marks(Image.open(flat).convert("RGB"))) == []
