"""Texts in encodings from before Unicode."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.language.text.legacy_encodings import (
    DECODERS,
    TCVN3,
    VISCII,
    VNI_ALONE,
    VNI_BASES,
    VNI_MARKS,
    TextEncoding,
    decode_run,
    detect_encoding,
    tcvn3_to_unicode,
    vni_to_unicode,
)
from tests.language.examples import PARAGRAPHS

TO_TCVN3 = {letter: chr(code) for code, letter in TCVN3.items()}
TO_VISCII = {letter: chr(code) for code, letter in VISCII.items()}
TO_VNI = {
    **{letter: sign for sign, letter in VNI_ALONE.items()},
    **{
        unicodedata.normalize("NFC", VNI_BASES[base] + marks): base + sign
        for base, signs in VNI_MARKS.items()
        for sign, marks in signs.items()
    },
}
TO_VNI |= {
    letter.upper(): sign.upper() for letter, sign in TO_VNI.items() if letter.upper() != letter
}
CODES = (
    (TextEncoding.TCVN3, TO_TCVN3, tcvn3_to_unicode),
    (TextEncoding.VNI, TO_VNI, vni_to_unicode),
    (TextEncoding.VISCII, TO_VISCII, DECODERS[TextEncoding.VISCII]),
)


def encoded(text, table):
    return "".join(table.get(letter, letter) for letter in text)


SYLLABLES = sorted({word.strip(".,;").lower() for text in PARAGRAPHS for word in text.split()})
SENTENCES = st.lists(st.sampled_from(SYLLABLES), min_size=1).map(" ".join)


@pytest.mark.parametrize(("encoding", "table", "decode"), CODES)
@given(text=SENTENCES)
def test_our_own_sentences_come_back_from_each_encoding(encoding, table, decode, text):
    assert decode(encoded(text, table)) == text


@pytest.mark.parametrize(("encoding", "table", "decode"), CODES)
@pytest.mark.parametrize("paragraph", PARAGRAPHS)
def test_an_old_paragraph_is_recognised_and_converted(encoding, table, decode, paragraph):
    # TCVN3 fonts have no capital with a tone.
    text = paragraph.lower() if encoding is TextEncoding.TCVN3 else paragraph
    found = detect_encoding(encoded(text, table))
    assert (found.encoding, found.text) == (encoding, text)


@pytest.mark.parametrize("paragraph", PARAGRAPHS)
def test_a_unicode_paragraph_stays_as_it_is(paragraph):
    assert detect_encoding(paragraph).encoding is TextEncoding.UNICODE
    assert detect_encoding(unicodedata.normalize("NFD", paragraph)).text == paragraph


@pytest.mark.parametrize(
    "text", ["Café München, déjà vu, garçon, naïve façade, crème brûlée, Müller", "plain words", ""]
)
def test_other_languages_are_left_alone(text):
    assert detect_encoding(text).text == text


def test_the_soft_hyphen_is_a_letter_in_tcvn3():
    typed = "Uû ban nh©n d©n tØnh vµ c¸c c¬ quan nhµ n\u00adíc"
    assert detect_encoding(typed).text.endswith("nhà nước")


def test_the_font_tells_the_encoding_of_a_run():
    assert decode_run("céng hoµ", ".VnTimeH") == "CỘNG HOÀ"
    assert decode_run("céng hoµ", "ABCDEF+.VnTime") == "cộng hoà"
    assert decode_run("nöôùc", "VNI-Times") == "nước"
    assert decode_run("nước", "Times New Roman") == "nước"
