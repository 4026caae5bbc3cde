"""Runs in fonts from before Unicode."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.extraction.formats.font_runs import FontRuns, joined_vni
from tests.extraction.old_fonts import ALL_LETTERS, LETTERS, SENTENCE, SMALL, TABLES, as_typed


def letters_of(font: str) -> list[str]:
    """The letters that a font can show: those of TCVN3 draw capitals in a font of their own."""
    return LETTERS if font.startswith(".Vn") else ALL_LETTERS


def test_all_letters_are_there():
    assert len(ALL_LETTERS) == 146  # the 134 marked letters and the twelve plain vowels
    assert len([letter for letter in ALL_LETTERS if not letter.isascii()]) == 134


@pytest.mark.parametrize("font", TABLES)
def test_every_letter_comes_back_from_its_font(font):
    words = " ".join(letters_of(font))
    typed = as_typed(words, font)
    assert FontRuns([(font, typed)]).unicode(font, typed) == words


def test_small_letters_in_a_font_of_capitals_are_capitals():
    typed = as_typed(" ".join(LETTERS), ".VnTime")
    found = FontRuns([(".VnTimeH", typed)]).unicode(".VnTimeH", typed)
    assert found == " ".join(LETTERS).upper()


def test_a_heading_and_a_body_may_be_coded_differently():
    heading, body = as_typed(SMALL, ".VnTime"), as_typed(SENTENCE, "VNI-Times")
    fonts = FontRuns([(".VnTimeH", heading), ("VNI-Times", body), ("Times New Roman", SENTENCE)])
    assert fonts.unicode(".VnTimeH", heading) == SMALL.upper()
    assert fonts.unicode("VNI-Times", body) == SENTENCE
    assert fonts.unicode("Times New Roman", SENTENCE) == SENTENCE
    assert "TCVN3, VNI" in fonts.reason


def test_unicode_typed_into_an_old_template_stays():
    fonts = FontRuns([(".VnTime", SENTENCE)])
    assert fonts.unicode(".VnTime", SENTENCE) == SENTENCE
    assert fonts.reason == ""


def test_old_letters_without_their_font_are_found_by_their_syllables():
    typed = as_typed(SMALL, ".VnTime")
    assert FontRuns([("Times New Roman", typed)]).unicode("Times New Roman", typed) == SMALL


def test_letters_that_a_symbol_font_shifted_come_back():
    shifted = "".join(chr(0xF000 + ord(sign)) for sign in as_typed(SMALL, ".VnTime"))
    assert FontRuns([(".VnTime", shifted)]).unicode(".VnTime", shifted) == SMALL


def test_old_bytes_taken_for_windows_1258_come_back():
    misread = as_typed(SMALL, ".VnTime").encode("latin-1").decode("cp1258", "replace")
    assert FontRuns([(".VnTime", misread)]).unicode(".VnTime", misread) == SMALL


def test_a_mark_that_begins_the_next_run_belongs_to_the_letter_before():
    assert joined_vni([("VNI-Times", "ngo"), ("VNI-Times", "ùn")]) == ["ngoù", "n"]
    assert joined_vni([("Arial", "ngo"), ("VNI-Times", "ùn")]) == ["ngo", "ùn"]


@given(st.text(), st.sampled_from([*TABLES, ".VnArialH", "Arial", ""]))
def test_no_text_in_any_font_breaks_the_conversion(text, font):
    assert isinstance(FontRuns([(font, text)]).unicode(font, text), str)
