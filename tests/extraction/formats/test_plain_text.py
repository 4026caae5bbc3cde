"""Plain text in the encodings that offices have used."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.extraction.errors import UnknownKind
from intranet.extraction.formats.plain_text import read_plain
from intranet.extraction.formats.sniffing import sniff
from intranet.extraction.formats.text_decoding import decode_bytes, looks_like_text
from tests.extraction.old_fonts import SENTENCE, SMALL, TABLES, as_typed, in_1258


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_of_every_kind_is_read(encoding):
    data = SENTENCE.encode(encoding)
    assert looks_like_text(data)
    assert decode_bytes(data).text == SENTENCE


@pytest.mark.parametrize("font", TABLES)
def test_codes_from_before_unicode_are_recognised(font):
    text = SMALL if font.startswith(".Vn") else SENTENCE
    data = as_typed(text, font).encode("latin-1")
    assert sniff(data).kind == "text"
    found = decode_bytes(data)
    assert found.text == text
    assert "Unicode" in found.reason


def test_windows_1258_is_recognised():
    assert decode_bytes(in_1258(SENTENCE)).text == SENTENCE


def test_a_line_of_capitals_in_an_old_font_is_all_capitals():
    typed = "SắC LệNH".translate({ord(a): b for a, b in zip("ắệ", "¾Ö", strict=True)})
    body = as_typed(SMALL, ".VnTime")
    assert decode_bytes(f"{typed}\n{body}".encode("latin-1")).text == f"SẮC LỆNH\n{SMALL}"


def test_the_text_is_cut_into_pages_and_lines(tmp_path):
    (tmp_path / "a.txt").write_bytes("Một\r\nHai\fBa\x07".encode())
    read = read_plain(tmp_path / "a.txt")
    assert [page.text for page in read.pages] == ["Một\nHai", "Ba"]


def test_letters_in_two_parts_are_put_together():
    assert decode_bytes("Kế hoạch".encode()).text == "Kế hoạch"


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03" * 50, bytes(range(256)), b"\x13\x07abc" * 9])
def test_the_inside_of_programs_is_no_text(data):
    with pytest.raises(UnknownKind):
        sniff(data)


def test_xml_of_word_is_told_apart():
    with pytest.raises(UnknownKind, match="DOCX"):
        sniff(b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:x/>')


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data):
    assert "\0" not in decode_bytes(data).text
