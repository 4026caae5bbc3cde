"""Abbreviations as texts explain them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.language.text.abbreviations import (
    AbbreviationDefinition,
    abbreviations_in,
    initials_fit,
)


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("đẩy mạnh chuyển đổi số (CĐS) trong ngành", "CĐS", "chuyển đổi số"),
        ("về CĐS (chuyển đổi số) năm 2025", "CĐS", "chuyển đổi số"),
        ("Ủy ban nhân dân (sau đây viết tắt là UBND) tỉnh", "UBND", "Ủy ban nhân dân"),
        ("Ủy ban nhân dân (sau đây gọi tắt là “UBND”)", "UBND", "Ủy ban nhân dân"),
        ("của Hội đồng nhân dân, sau đây gọi tắt là HĐND, các", "HĐND", "Hội đồng nhân dân"),
        ("ngành khoa học và công nghệ (KH&CN)", "KH&CN", "khoa học và công nghệ"),
        ("khoa học và công nghệ (viết tắt là KHCN)", "KHCN", "khoa học và công nghệ"),
        ("công tác phòng, chống tham nhũng (PCTN)", "PCTN", "phòng, chống tham nhũng"),
        ("công nghệ thông\ntin (CNTT)", "CNTT", "công nghệ thông tin"),
        ("Thủ tướng Chính phủ (TTgCP) giao", "TTgCP", "Thủ tướng Chính phủ"),
        ("của Thu\u031bo\u031b\u0300ng tru\u031b\u0323c (TT) họp", "TT", "Thường trực"),
    ],
)
def test_an_explained_abbreviation_is_found(text: str, short: str, long: str) -> None:
    assert AbbreviationDefinition(short, long) in abbreviations_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "Luật Đất đai (QH)",  # not the initials
        "kế hoạch năm 2025 (A)",
        "Quyết định số 12 (QĐ)",
        "(sau đây gọi tắt là Quỹ)",
        "chuyển đổi. số (CĐS)",  # a sentence ends between
        "theo chuyển đổi\n\nsố (CĐS)",
        "(UBND) và HĐND (HĐND)",
        "tổ chức đại hội (CĐS)",
        "dân cử (ĐC)",  # đ is not d
    ],
)
def test_what_does_not_fit_is_no_abbreviation(text: str) -> None:
    assert abbreviations_in(text) == ()


def test_each_definition_is_told_once_in_reading_order() -> None:
    text = "cơ sở dữ liệu (CSDL), chuyển đổi số (CĐS), cơ sở dữ liệu (CSDL)"
    assert [one.short for one in abbreviations_in(text)] == ["CSDL", "CĐS"]


@given(st.text() | st.text(alphabet="chuyển đổi số (CĐS),.\n&sau đây gọi tắt là“”TTg"))
def test_of_any_text_only_fitting_ones_are_told(text: str) -> None:
    for one in abbreviations_in(text):
        assert initials_fit(one.short, one.long)
