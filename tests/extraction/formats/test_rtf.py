"""RTF files, written by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.extraction.errors import BrokenFile, TooLarge
from intranet.extraction.formats.rtf.document import read_rtf
from intranet.extraction.formats.rtf.reader import RtfReader
from tests.extraction.old_fonts import LETTERS, SENTENCE, SMALL, as_typed, in_1258

FONTS = (
    r"{\fonttbl{\f0\fcharset0 Times New Roman{\*\falt Sai};}{\f1\fcharset0 .VnTime;}"
    r"{\f2\fcharset0 .VnTimeH;}{\f3\fcharset0 VNI-Times;}{\f4\fcharset163 Arial;}}"
)


@pytest.fixture
def rtf(tmp_path):
    """Reads RTF with these words after its table of fonts."""

    def read(words: str, opening: str = r"\ansi\ansicpg1252\deff0"):
        file = tmp_path / "van-ban.rtf"
        file.write_bytes((r"{\rtf1" + opening + FONTS + words + "}").encode("latin-1"))
        return read_rtf(file)

    return read


def bytes_of(text: str) -> str:
    """Each letter as the byte that RTF writes."""
    return "".join(f"\\'{ord(letter):02x}" if ord(letter) > 127 else letter for letter in text)


def unicode_of(text: str) -> str:
    """Each letter as its number, with a question mark for old programs."""
    return "".join(f"\\u{ord(letter)}?" if ord(letter) > 127 else letter for letter in text)


def test_letters_by_their_number_are_read_and_their_stand_ins_dropped(rtf):
    assert rtf(unicode_of(SENTENCE)).pages[0].text == SENTENCE
    assert rtf(r"\uc0 \u7911 y ban").pages[0].text == "ủy ban"
    assert rtf(r"\uc2 \u7911\'3f\'3fy ban").pages[0].text == "ủy ban"


def test_runs_in_old_fonts_are_converted_font_by_font(rtf):
    heading, body = as_typed(SMALL, ".VnTime"), as_typed(SENTENCE, "VNI-Times")
    read = rtf(
        rf"{{\f2 {bytes_of(heading)}\par}}{{\f3 {bytes_of(body)}\par}}\f0 {unicode_of('Số')}"
    )
    assert read.pages[0].text == f"{SMALL.upper()}\n{SENTENCE}\nSố"
    assert read.pages[0].method == "converted"


def test_the_optional_hyphen_is_a_letter_of_tcvn3_and_nothing_elsewhere(rtf):
    assert rtf(r"\f1 Tr\'adng d\-ng v\'b5 tr\-ng tËp").pages[0].text.count("ư") == 3
    assert rtf(r"\f0 ban\-ng").pages[0].text == "banng"


def test_every_letter_of_an_old_font_comes_back(rtf):
    words = " ".join(LETTERS)
    assert rtf(rf"\f1 {bytes_of(as_typed(words, '.VnTime'))}").pages[0].text == words


def test_the_character_set_of_a_font_decides(rtf):
    typed = "".join(f"\\'{byte:02x}" for byte in in_1258(SENTENCE))
    assert rtf(rf"\f4 {typed}").pages[0].text == SENTENCE


def test_a_table_is_read_by_its_rows(rtf):
    row = r"\trowd\cellx1\cellx2\cellx3\intbl mot\cell hai\cell ba\cell\row"
    read = rtf(rf"truoc\par {row} {row}\pard sau\par")
    assert read.pages[0].text.split("\n") == [
        "truoc",
        "mot | hai | ba",
        "mot | hai | ba",
        "sau",
    ]


def test_header_cells_are_read_column_by_column(rtf):
    left, right = unicode_of("Số: 12/KH-TTr"), unicode_of("Lạng Sơn, ngày 05 tháng 3 năm 2026")
    read = rtf(rf"\trowd\cellx1\cellx2\intbl {left}\cell {right}\cell\row\pard")
    assert [(line.column, line.text[:4]) for line in read.lines] == [
        ("left", "Số: "),
        ("right", "Lạng"),
    ]


def test_what_is_hidden_deleted_or_only_for_programs_is_not_read(rtf):
    read = rtf(
        r"{\info{\title x}}{\*\generator y}{\pict\wmetafile8 00ff}thay{\v an}{\deleted xoa}"
        r"{\field{\*\fldinst HYPERLINK x}{\fldrslt  lien ket}}{\*\la khong}{\object{\*\objdata 00}}"
    )
    assert read.pages[0].text == "thay lien ket"


def test_raw_bytes_of_pictures_are_stepped_over(rtf):
    assert rtf(r"a{\*\shppict{\pict\bin5 }\}{{}}b").pages[0].text == "ab"


def test_footers_and_notes_are_read_once_after_the_page(rtf):
    read = rtf(r"{\footer trang cuoi}noi dung{\footnote chu thich}\par het\par")
    assert read.pages[0].text.split("\n") == ["noi dung", "het", "chu thich", "trang cuoi"]


def test_a_page_break_starts_a_new_page(rtf):
    assert [page.text for page in rtf(r"mot\par\page hai\par").pages] == ["mot", "hai"]


def test_groups_in_groups_without_end_are_refused(rtf):
    with pytest.raises(TooLarge):
        rtf("{" * 5000)


def test_what_only_claims_to_be_rtf_is_refused(tmp_path):
    (tmp_path / "a.rtf").write_bytes(b"{\\html}")
    with pytest.raises(BrokenFile):
        read_rtf(tmp_path / "a.rtf")


@given(
    st.lists(
        st.sampled_from(
            [
                "{",
                "}",
                "\\par",
                "\\cell",
                "\\row",
                "\\intbl",
                "\\u-3",
                "\\'e1",
                "\\fonttbl",
                "\\f1",
                "a;",
                "\\*",
                "\\footnote",
                "\\bin9",
                "\\uc0",
                "\\ansicpg1",
                "\\header",
                "\\page",
                "\\v",
                "\\",
                "\\u99999",
            ]
        )
    )
)
def test_no_order_of_words_breaks_the_reader(words):
    RtfReader().read(("{\\rtf1 " + " ".join(words)).encode("latin-1"))
