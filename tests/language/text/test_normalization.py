"""Spellings of one text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.language.text.normalization import (
    align,
    canonical,
    fold,
    has_marks,
    spelling_key,
    tone_key,
)


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("N\u00d0-CP", "NĐ-CP"),
        ("Ƣơng ƣớc", "Ương ước"),
        ("30/2020/NĐ–CP", "30/2020/NĐ-CP"),
        ("57\u00adNQ∕TW", "57-NQ/TW"),
        ("TB-\u200bVPCP", "TB-VPCP"),
        ("Lạng\u00a0Sơn", "Lạng Sơn"),
        ("Vie\u0323\u0302t", "Việt"),
        ("hai\ndòng", "hai\ndòng"),
    ],
)
def test_lookalikes_of_bad_fonts_become_the_real_letters(source, wanted):
    assert canonical(source) == wanted


@given(st.text())
def test_canonical_is_its_own_canonical_form(text):
    assert canonical(canonical(text)) == canonical(text)


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


VIETNAMESE_TEXT = st.text(
    alphabet=st.sampled_from("aăâeêoôơuưđ ĐƯ\u0301\u0300\u0323\u0302\u200b\u00ad–\u00d0ƣ57/-\n")
)


@given(VIETNAMESE_TEXT | st.text())
def test_the_map_belongs_to_the_canonical_text(text):
    aligned = align(text)
    plain, offsets = aligned.text, aligned.offsets
    assert plain == canonical(text)
    assert len(offsets) == len(plain)
    assert list(offsets) == sorted(offsets)


LETTERS = ["á", "a\u0301", "ệ", "e\u0323\u0302", "\u00d0", "ƣ", "–", "\u200b", "a", "\n", "7"]


@given(st.lists(st.sampled_from(LETTERS)).map("".join))
def test_the_map_points_at_the_same_letters(text):
    aligned = align(text)
    for position, letter in enumerate(aligned.text):
        start, end = aligned.span(position, position + 1)
        assert canonical(text[start:end]) == letter
        assert aligned.position(start) == position


@pytest.mark.parametrize(
    ("first", "second"),
    [("hoà", "hòa"), ("thuỷ", "thủy"), ("QUÝ", "quý"), ("uỷ", "ủy"), ("khoẻ", "khỏe")],
)
def test_both_placements_of_a_tone_are_one_word(first, second):
    assert tone_key(first) == tone_key(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [("kỹ", "kĩ"), ("lý", "lí"), ("mỹ", "mĩ"), ("sỹ", "sĩ"), ("tỷ", "tỉ"), ("quý", "quí")],
)
def test_y_and_i_at_the_end_are_one_spelling(first, second):
    assert spelling_key(first) == spelling_key(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [("thúy", "thúi"), ("tay", "tai"), ("ý", "í"), ("hoa", "hòa"), ("ma", "mơ")],
)
def test_words_that_differ_stay_apart(first, second):
    assert spelling_key(first) != spelling_key(second)


def test_a_text_without_marks_is_known():
    assert fold("Chuyển đổi số") == "chuyen doi so"
    assert has_marks("đổi")
    assert not has_marks("Chuyen doi so 57-NQ/TW")
