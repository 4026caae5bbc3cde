"""How each page should be read, and what the clerk is told about it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.extraction.layout import page_reasons as reasons
from intranet.extraction.layout.page_quality import PageTraits, forced_quality, page_quality
from intranet.language.text.normalization import fold

BODY = (
    "Thanh tra tỉnh ban hành kế hoạch kiểm tra việc thực hiện nhiệm vụ chuyển đổi số của các "
    "đơn vị trực thuộc. Các phòng nghiệp vụ báo cáo kết quả trước ngày 15 hằng tháng về Văn "
    "phòng để tổng hợp, trình lãnh đạo xem xét, quyết định theo quy định của pháp luật. "
)
PAGE = BODY * 4
BANNER = (
    "Người ký: Cổng Thông tin điện tử Chính phủ\nEmail: thongtin@chinhphu.vn\n"
    "Cơ quan: Văn phòng Chính phủ\nThời gian ký: 06.09.2022 16:35:41 +07:00"
)
ENGLISH = (
    "The portal reads each of the documents and shows them to the people of the office with "
    "the facts that it found in the text, and the clerk is asked to confirm them by hand. "
) * 3
TCVN3 = "Thñ t­íng ChÝnh phñ ban hµnh quyÕt ®Þnh vÒ viÖc ph¸t triÓn kinh tÕ x· héi cña c¶ n­íc " * 3

VNI = "Thuû töôùng Chính phuû ban haønh quyeát ñònh veà vieäc phaùt trieån kinh teá xaõ hoäi " * 3
CP1258 = "UÒy ban nhân dân tiÒnh Laòng Sõn ðaÞ kyì Quyêìt ðiònh vêÌ viêòc chuyêÒn ðôÒi sôì " * 3


def table() -> str:
    return "\n".join(f"{row} {row * 37} {row * 12},5 {2000 + row}" for row in range(60))


@pytest.mark.parametrize(
    ("page", "choice", "reason"),
    [
        (PageTraits(PAGE), "text", reasons.GOOD),
        (PageTraits(""), "text", reasons.BLANK),
        (PageTraits(" \n "), "text", reasons.BLANK),
        (PageTraits("", 1.0, 1.0), "ocr", reasons.SCAN),
        (PageTraits("", inked=True), "ocr", reasons.DRAWN),
        (PageTraits(BANNER, 1.0, 1.0), "ocr", reasons.BANNER_ONLY),
        (PageTraits("www.trang.vn", 1.0, 1.0), "ocr", reasons.FEW),
        (PageTraits(fold(PAGE), 1.0), "ocr", reasons.WITHOUT_MARKS),
        (PageTraits(PAGE.replace("n", "rn").replace("ộ", "o]"), 1.0), "ocr", reasons.DAMAGED),
        (PageTraits(" ".join(PAGE.replace(" ", "  "))), "ocr", reasons.SPACED_LETTERS),
        (PageTraits(PAGE.replace("a", "\ufffd")), "ocr", reasons.LOST_LETTERS),
        (
            PageTraits(PAGE.replace("ế", "\ue123").replace("n", "\ue124")),
            "ocr",
            reasons.LOST_LETTERS,
        ),
        (PageTraits(PAGE, 1.0), "text", reasons.SCANNER),
        (PageTraits(TCVN3), "converted", reasons.OLD_CODE.format(name="TCVN3")),
        (PageTraits(VNI), "converted", reasons.OLD_CODE.format(name="VNI")),
        (PageTraits(CP1258), "converted", reasons.OLD_CODE.format(name="Windows-1258")),
        (PageTraits("x", by_font=PAGE), "converted", reasons.OLD_FONT),
        (PageTraits(PAGE.replace("đ", "ñ")), "converted", reasons.WRONG_D),
        (PageTraits(PAGE, 0.45, 0.45), "ocr", reasons.MIXED),
        (PageTraits("KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nNguyễn Văn A", 0.2, 0.2), "ocr", reasons.MIXED),
        (PageTraits(PAGE, 0.05, 0.05), "text", reasons.GOOD),
        (PageTraits(ENGLISH), "text", reasons.FOREIGN),
        (PageTraits(ENGLISH, 1.0), "text", reasons.FOREIGN),
        (PageTraits(table()), "text", reasons.SHORT),
        (PageTraits(fold(PAGE)), "text", reasons.TYPED_BARE),
        (PageTraits("CÔNG BÁO/Số 12 + 13/Ngày 05-01-2026 7\n" + PAGE), "text", reasons.GOOD),
        (PageTraits("Q U Y Ế T  Đ Ị N H\n" + PAGE), "text", reasons.GOOD),
    ],
)
def test_a_page_is_read_in_the_way_that_its_letters_allow(page, choice, reason):
    found = page_quality(page)
    assert (found.choice, found.reason) == (choice, reason)


def test_what_is_wrong_with_a_page_can_be_counted():
    assert page_quality(PageTraits(PAGE)).score > 0.95
    assert page_quality(PageTraits(PAGE.replace("a", "\ufffd"))).replacement > 0.03
    assert page_quality(PageTraits(" ".join(PAGE.replace(" ", "  ")))).spaced > 0.9
    assert page_quality(PageTraits(BANNER, 1.0, 1.0)).score == 0.0


def test_old_letters_are_shown_in_unicode():
    found = page_quality(PageTraits(TCVN3))
    assert found.legacy == "TCVN3"
    assert found.text.startswith("Thủ tướng Chính phủ")
    assert page_quality(PageTraits(PAGE.replace("đ", "ñ"))).text == PAGE


@pytest.mark.parametrize("way", ["text", "converted", "ocr"])
def test_a_person_overrules_the_judgement(way):
    page = PageTraits(TCVN3)
    found = forced_quality(page_quality(page), way, page)
    assert found.choice == way
    assert "yêu cầu" in found.reason
    assert (found.text == TCVN3) == (way == "text")


def test_a_person_names_the_old_encoding():
    page = PageTraits("vÒ viÖc")
    found = forced_quality(page_quality(page), "converted:tcvn3", page)
    assert (found.text, found.legacy) == ("về việc", "TCVN3")
    assert forced_quality(page_quality(page), "ocr:90", page).choice == "ocr"
    assert forced_quality(page_quality(page), "?", page) == page_quality(page)


@given(st.text(max_size=300), st.floats(0, 1), st.floats(0, 1), st.booleans(), st.text(max_size=30))
def test_every_page_gets_a_judgement_with_a_reason(text, pictured, bare, inked, by_font):
    found = page_quality(PageTraits(text, pictured, min(bare, pictured), inked, by_font))
    assert 0 <= found.score <= 1
    assert found.reason
    assert found.choice in ("text", "converted", "ocr")
