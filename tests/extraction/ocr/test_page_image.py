"""What is done to the picture of a page before its letters are read."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from intranet.extraction.ocr.page_image import (
    PreparedImage,
    flat,
    prepare,
    skew_of,
    stamps_alone,
    with_contrast,
    without_stamps,
)
from tests.extraction.drawing import printed, stamp, write
from tests.properties import examples


def ink(picture: Image.Image | np.ndarray, box: tuple[int, int, int, int]) -> float:
    """The share of dark pixels within a place."""
    left, top, right, bottom = box
    return float((np.asarray(picture)[top:bottom, left:right] < 100).mean())


@examples(12)
@given(st.floats(-4.5, 4.5))
def test_the_skew_of_a_sheet_is_found_to_a_fifth_of_a_degree(degrees: float) -> None:
    askew = printed().rotate(-degrees, Image.Resampling.BICUBIC, fillcolor=255)
    assert skew_of(np.asarray(askew)) == pytest.approx(degrees, abs=0.2)


def test_an_empty_sheet_and_a_black_one_have_no_skew() -> None:
    for document in (0, 255):
        assert skew_of(np.full((900, 700), document, np.uint8)) == 0.0


@given(
    st.sampled_from((0, 90, 180, 270)),
    st.floats(-4, 4),
    st.tuples(st.floats(0.1, 0.9), st.floats(0.1, 0.9)),
)
def test_every_place_on_the_turned_picture_is_found_again_on_the_page(
    turn: int, skew: float, place: tuple[float, float]
) -> None:
    page = Image.new("L", (400, 600))
    turned = page.rotate(-turn, expand=True)
    there = PreparedImage(page, page.size, 0)
    assert there.at(place[0] * 400, place[1] * 600) == pytest.approx(place)
    prepared = PreparedImage(turned, page.size, turn + skew)
    middle = prepared.at(turned.width / 2, turned.height / 2)
    assert middle == pytest.approx((0.5, 0.5))


def test_a_corner_of_a_page_turned_to_the_right_lies_at_the_lower_left() -> None:
    page = Image.new("L", (400, 600), 255)
    prepared = prepare(page, 90)
    assert prepared.picture.size == (600, 400)
    assert prepared.at(0, 0) == pytest.approx((0, 1))


def test_a_red_seal_vanishes_and_the_print_beneath_it_stays() -> None:
    sheet = printed(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), mode="RGB")
    bare = ink(sheet.convert("L"), (140, 290, 700, 480))
    sealed = sheet.copy()
    overlay = Image.new("RGB", sheet.size, "white")
    stamp(overlay, (300, 380))
    # Ink lets through what is printed beneath it.
    sealed = Image.fromarray(np.minimum(np.asarray(sealed), np.asarray(overlay)))
    clean = without_stamps(sealed)
    assert np.asarray(sealed.convert("L"))[255:285, 190:410].min() < 160
    assert clean[255:285, 190:410].min() == 255
    assert ink(clean, (140, 290, 700, 480)) == pytest.approx(bare, rel=0.05)


def test_a_sheet_printed_in_red_keeps_its_print() -> None:
    sheet = Image.new("RGB", (800, 300), "white")
    write(sheet, (40, 40), "GIẤY KHEN", size=60, ink=(200, 30, 30))
    assert ink(without_stamps(sheet), (40, 40, 500, 120)) > 0.02


def test_only_red_ink_is_on_the_picture_of_stamps() -> None:
    sheet = printed(mode="RGB")
    assert list(stamps_alone(sheet)) == []
    write(sheet, (150, 150), "HỎA TỐC", size=40, ink=(220, 40, 50))
    stamp(sheet, (800, 1200))
    mark, seal = stamps_alone(sheet)
    assert mark.top < 150 < mark.top + mark.picture.height < 280
    assert mark.picture.width < 400
    assert (np.asarray(mark.picture) < 100).mean() > 0.02
    assert 1000 < seal.top < 1080


def test_blue_ink_of_a_signature_stays() -> None:
    sheet = Image.new("RGB", (800, 300), "white")
    write(sheet, (40, 40), "Nguyễn Văn An", size=60, ink=(20, 30, 140))
    assert ink(without_stamps(sheet), (40, 40, 500, 120)) > 0.02


def test_a_faint_copy_is_made_black_on_white() -> None:
    faint = printed().point(lambda light: 170 + light * 60 // 255)
    strong = with_contrast(np.asarray(faint))
    assert strong.min() < 30
    assert np.median(strong) == 255


def test_the_shadow_on_a_photographed_sheet_is_levelled() -> None:
    sheet = np.asarray(printed()).astype(np.float32)
    shadow = np.linspace(1.0, 0.45, sheet.shape[1])[None, :]
    level = with_contrast((sheet * shadow).astype(np.uint8))
    assert np.median(level[:, :200]) > 240
    assert np.median(level[:, -200:]) > 240
    assert ink(level, (150, 300, 1100, 660)) == pytest.approx(
        ink(printed(), (150, 300, 1100, 660)), rel=0.35
    )


def test_a_transparent_picture_lies_on_white_document() -> None:
    clear = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    ImageDraw.Draw(clear).rectangle((40, 40, 60, 60), fill=(0, 0, 0, 255))
    grey = np.asarray(flat(clear).convert("L"))
    assert grey[0, 0] == 255
    assert grey[50, 50] == 0


@pytest.mark.parametrize(
    "mode", ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr", "I;16", "I", "F"]
)
def test_pictures_of_every_kind_are_made_grey(mode: str) -> None:
    source = printed().resize((310, 438))
    if mode == "PA":
        picture = source.convert("P").convert("PA")
    elif mode in ("I", "F", "I;16"):
        picture = source.convert("I") if mode != "F" else source.convert("F")
        picture = picture.convert("I;16") if mode == "I;16" else picture
    else:
        picture = source.convert("RGB").convert(mode)
    grey = np.asarray(prepare(flat(picture)).picture)
    assert grey.dtype == np.uint8
    assert grey.mean() > 200
    assert (grey < 128).any()
