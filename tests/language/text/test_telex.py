"""Telex and VNI that were typed while the driver was off."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.language.text.normalization import fold
from intranet.language.text.syllables import is_syllable
from intranet.language.text.telex import from_telex, word_from_telex

TELEX = {"â": "aa", "ă": "aw", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}
VNI = {"â": "a6", "ă": "a8", "ê": "e6", "ô": "o6", "ơ": "o7", "ư": "u7", "đ": "d9"}
TONES = {"\u0300": "f2", "\u0301": "s1", "\u0309": "r3", "\u0303": "x4", "\u0323": "j5"}
WORDS = [
    "chuyển",
    "đổi",
    "số",
    "nghị",
    "quyết",
    "thường",
    "trực",
    "người",
    "đường",
    "quyền",
    "hòa",
    "thủy",
    "quý",
    "giá",
    "của",
    "giữa",
    "xây",
    "dựng",
    "tuyên",
    "truyền",
    "hướng",
    "dẫn",
    "phổ",
    "biến",
    "đoàn",
    "khuyến",
    "nghiệp",
    "yếu",
    "ưu",
    "tiên",
    "kỹ",
    "thuật",
    "mẫu",
    "bưởi",
]


def keys(word: str, shapes: dict[str, str], tone_row: int) -> str:
    """The word as its keys are hit, the tone last."""
    tone, typed = "", ""
    for sign in unicodedata.normalize("NFD", word):
        if sign in TONES:
            tone = TONES[sign][tone_row]
        else:
            typed += sign
    letters = unicodedata.normalize("NFC", typed)
    return "".join(shapes.get(one, one) for one in letters) + tone


@pytest.mark.parametrize("word", WORDS)
def test_the_keys_of_a_word_are_the_word(word: str) -> None:
    assert word_from_telex(keys(word, TELEX, 0)) == word
    assert word_from_telex(keys(word, VNI, 1)) == word


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chuyeenr ddooir soos", "chuyển đổi số"),
        ("chuye63n d9o63i so61", "chuyển đổi số"),
        ("CHUYEENR DDOOIR", "CHUYỂN ĐỔI"),
        ("Trieenr khai", "Triển khai"),
        ("nguowif", "người"),
        ("nguwowif", "người"),
        ("thuwongf", "thường"),
        ("nhw", "như"),
    ],
)
def test_left_over_keys_become_vietnamese(typed: str, meant: str) -> None:
    assert from_telex(typed) == meant


@pytest.mark.parametrize(
    "typed", ["ke hoach", "kế hoạch", "57-NQ/TW", "nq57", "2024", "QH15", "thanh tra", "", "TTr"]
)
def test_what_was_typed_rightly_stays(typed: str) -> None:
    assert from_telex(typed) is None


@given(st.text() | st.text(alphabet="aeouydwsfrxj123456789 CHN"))
def test_of_any_text_only_syllables_are_made(text: str) -> None:
    read = from_telex(text)
    if read is not None:
        assert read != text


@given(st.text(alphabet="aeouydwsfrxj12345679chnt", max_size=9))
def test_a_made_word_is_a_syllable_of_the_typed_letters(word: str) -> None:
    made = word_from_telex(word)
    if made is not None:
        assert is_syllable(made)
        assert set(fold(made)) <= set(word) | {"u"}
