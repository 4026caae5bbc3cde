"""Web pages, also those that Word saves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.extraction.formats.html import HtmlFlow, read_html
from intranet.extraction.formats.sniffing import sniff
from tests.extraction.old_fonts import SENTENCE, SMALL, as_typed, in_1258


@pytest.fixture
def web(tmp_path):
    """Reads bytes as a web page."""

    def read(data: bytes | str):
        file = tmp_path / "a.html"
        file.write_bytes(data.encode() if isinstance(data, str) else data)
        assert sniff(file).kind == "html"
        return read_html(file)

    return read


def test_only_what_is_shown_is_read(web):
    page = web(
        "<html><head><title>x</title><style>p{}</style><script>alert(1)</script></head><body>"
        "<p>Kế\n  <b>hoạch</b></p><p style='display: none'>ẩn</p><!-- lời -->"
        "<iframe src='http://example.invalid/'>khung</iframe><del>bỏ</del><ul><li>một<li>hai</ul>"
    ).pages[0]
    assert page.text.split("\n") == ["Kế hoạch", "một", "hai"]


def test_rows_and_header_cells_are_read_as_in_word(web):
    read = web(
        "<table><tr><td>Số: 1/KH-TTr<td>Lạng Sơn, ngày 05 tháng 3 năm 2026</table>"
        "<table><tr><th>STT<th>Việc<tr><td>1<td><p>Kiểm<p>tra</table>"
    )
    assert read.pages[0].text.split("\n")[2:] == ["STT | Việc", "1 | Kiểm tra"]
    assert [line.column for line in read.lines[:2]] == ["left", "right"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_whatever_the_page_declares(web, encoding):
    text = f"<html><meta charset=windows-1252><p>{SENTENCE}</p></html>"
    assert web(text.encode(encoding)).pages[0].text == SENTENCE


def test_the_declared_encoding_is_respected(web):
    data = b"<html><meta charset='windows-1258'><p>" + in_1258(SENTENCE) + b"</p></html>"
    assert web(data).pages[0].text == SENTENCE


@pytest.mark.parametrize(
    "page",
    [
        '<style>p.MsoNormal {{font-family:".VnTime"}}</style><p class=MsoNormal>{}</p>',
        "<html><p><span style='font-family:.VnTime'>{}</span></p></html>",
        "<html><p><font face='.VnTime'>{}</font></p></html>",
        "<html><p>{}</p></html>",
    ],
)
def test_old_letters_are_converted_by_font_or_by_syllables(web, page):
    typed = as_typed(SMALL, ".VnTime")
    read = web(page.format(typed).encode("latin-1"))
    assert read.pages[0].text == SMALL
    assert read.pages[0].method == "converted"


def test_an_archive_of_a_page_is_read(web):
    read = web(
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        "PHA+S+G6vyBob+G6oWNoPC9wPg==\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n"
    )
    assert read.pages[0].text == "Kế hoạch"


@given(
    st.lists(st.sampled_from(["<table>", "<tr>", "<td>", "</table>", "<p>", "x", "<br>", "</p>"]))
)
def test_no_order_of_tags_breaks_the_reader(parts):
    from lxml import html

    for passage in HtmlFlow(html.fromstring("<div>" + "".join(parts))).passages():
        assert list(passage.all_runs()) is not None
