"""Syllables and the share of Vietnamese."""

import pytest

from intranet.language.text.syllables import is_syllable, vietnamese_share
from tests.language.examples import PARAGRAPHS


@pytest.mark.parametrize(
    "word",
    [
        "nghiêng",
        "quyết",
        "khuya",
        "ủy",
        "uỷ",
        "hoà",
        "hòa",
        "thuở",
        "giếng",
        "gì",
        "kỹ",
        "Đảng",
        "ĐỔI",
        "nước",
        "quốc",
        "yêu",
        "oan",
        "tuyệt",
    ],
)
def test_words_of_the_office_are_syllables(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["school", "Uû", "nh©n", "quốk", "ngaf", "cáà", "hàp", "", "CNTT"])
def test_foreign_and_damaged_words_are_none(word):
    assert not is_syllable(word)


@pytest.mark.parametrize("paragraph", PARAGRAPHS)
def test_an_office_paragraph_is_vietnamese(paragraph):
    share = vietnamese_share(paragraph)
    assert share.ratio > 0.95
    assert share.counted > 15


def test_other_languages_and_rubbish_are_not():
    assert vietnamese_share("The quick brown fox jumps over lazy dogs").ratio < 0.5
    assert vietnamese_share("Cg hxa x hi ch ngha Vit Nm dc lp").ratio < 0.6
    assert vietnamese_share("12/3 --- CNTT").counted == 0
