"""Word files: what a reader sees, in the order in which it is read."""

import zipfile

import pytest
from docx import Document
from docx.enum.text import WD_BREAK

from intranet.extraction.docx import read_docx
from intranet.extraction.errors import BrokenFile, TooLarge

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


@pytest.fixture
def package(tmp_path):
    """Writes a DOCX from the inside of its body."""

    def write(body: str, opening: str = "") -> object:
        file = tmp_path / "van-ban.docx"
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            document = f"{opening}<w:document {SPACES}><w:body>{body}</w:body></w:document>"
            archive.writestr("word/document.xml", document)
        return file

    return write


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_paragraphs_and_tables_keep_their_order(tmp_path):
    document = Document()
    document.add_paragraph("Trước bảng")
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).text, table.cell(1, 2).text = "Ô đầu", "Ô cuối"
    document.add_paragraph("Sau bảng")
    document.save(str(tmp_path / "a.docx"))
    pages, _ = read_docx(tmp_path / "a.docx")
    rows = pages[0].text.split("\n")
    assert rows == ["Trước bảng", "Ô đầu |  | ", " |  | Ô cuối", "Sau bảng"]


def test_a_text_box_is_read_once_and_drawing_numbers_never(package):
    box = "<w:txbxContent>" + paragraph("TỈNH LẠNG SƠN") + "</w:txbxContent>"
    drawing = "<w:drawing><wps:x>8305801949450</wps:x><wps:txbx>" + box + "</wps:txbx></w:drawing>"
    twice = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice>{drawing}</mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    pages, _ = read_docx(package(twice + paragraph("Nội dung")))
    assert pages[0].text.split("\n") == ["", "TỈNH LẠNG SƠN", "Nội dung"][1:]


def test_deleted_words_and_field_codes_are_not_read(package):
    body = (
        "<w:p><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del>"
        "<w:r><w:instrText>PAGE</w:instrText><w:t>mới</w:t></w:r></w:p>"
    )
    pages, _ = read_docx(package(body))
    assert pages[0].text == "mới"


def test_a_page_break_starts_a_new_page(tmp_path):
    document = Document()
    document.add_paragraph("Trang một").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("Trang hai")
    document.save(str(tmp_path / "a.docx"))
    pages, _ = read_docx(tmp_path / "a.docx")
    assert [page.number for page in pages] == [1, 2]
    assert pages[1].text == "Trang hai"


def test_a_long_text_without_breaks_is_cut_between_paragraphs(package):
    pages, _ = read_docx(package(paragraph("chữ " * 200) * 10))
    assert len(pages) > 1
    assert all(page.text.endswith("chữ") for page in pages)


def test_an_entity_that_reaches_for_another_file_is_refused(package):
    opening = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    with pytest.raises(BrokenFile, match="DTD"):
        read_docx(package(paragraph("&x;"), opening))


def test_a_small_file_that_unpacks_to_a_mountain_is_refused(package):
    with pytest.raises(TooLarge, match="phình"):
        read_docx(package(paragraph("a" * 30_000_000)))


def test_endless_nesting_is_refused(package):
    with pytest.raises(BrokenFile):
        read_docx(package("<w:sdt>" * 5000 + "</w:sdt>" * 5000))
