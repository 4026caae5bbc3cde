"""Fixed words of documents are found again in damaged letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.language.text.fuzzy_matching import (
    KnownPhrases,
    as_digits,
    bare_characters,
    edit_distance,
    resembles,
)

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
HEADINGS = KnownPhrases(["QUYẾT ĐỊNH", "QUY ĐỊNH", "NGHỊ QUYẾT", "THÔNG BÁO", "LUẬT", "LỆNH"])


@pytest.mark.parametrize(
    "damaged",
    [
        "CỌNG HÒA XÃ HỌI CHỦ NGHĨA VIỆT NAM",
        "CQNG HOÀ XÂ HỘI CHÚ NGHlA VIỆT NAM",
        "CONG HOA XA HOI CHU NGHIA VIET NAM",
    ],
)
def test_the_name_of_the_state_is_known_in_damaged_letters(damaged):
    assert resembles(damaged, NATION)


def test_a_body_is_not_taken_for_the_name_of_the_state():
    assert not resembles("THỦ TƯỚNG CHÍNH PHỦ", NATION)


@pytest.mark.parametrize(
    ("damaged", "heading"),
    [
        ("QUYÉT ĐỊNH", "QUYẾT ĐỊNH"),
        ("QUY ÉT ĐỊNH", "QUYẾT ĐỊNH"),
        ("QUYẾT ĐINIH", "QUYẾT ĐỊNH"),
        ("QUY DINH", "QUY ĐỊNH"),
        ("THÔNG BẢO", "THÔNG BÁO"),
        ("LUAT", "LUẬT"),
    ],
)
def test_a_heading_is_known_in_damaged_letters(damaged, heading):
    assert HEADINGS.nearest(damaged) == heading


@pytest.mark.parametrize("other", ["LUẬN", "QUYẾT NGHỊ", "KẾ HOẠCH", "", "ĐIỀU 1"])
def test_other_lines_are_no_headings(other):
    assert HEADINGS.nearest(other) is None


@pytest.mark.parametrize(
    ("printed", "digits"), [("l1]", "11"), ("0l", "01"), ("lÌ", "11"), ("2O", "20"), ("15", "15")]
)
def test_letters_that_stand_for_digits_are_digits(printed, digits):
    assert as_digits(printed) == digits


@pytest.mark.parametrize("printed", ["@3", "TÔ", "#Ÿ", "", "8$"])
def test_what_is_no_figure_is_not_guessed(printed):
    assert as_digits(printed) is None


@given(st.text(max_size=12), st.text(max_size=12))
def test_faults_are_the_same_both_ways_and_none_only_between_equals(one, other):
    count = edit_distance(one, other, 20)
    assert count == edit_distance(other, one, 20)
    assert (count == 0) == (one == other)


@given(st.text(max_size=40))
def test_bare_letters_are_bare_already(text):
    assert bare_characters(bare_characters(text)) == bare_characters(text)
