"""Word files: what a reader sees, in the order in which it is read."""

import zipfile

import pytest
from docx import Document
from docx.enum.text import WD_BREAK

from intranet.extraction.errors import BrokenFile, TooLarge
from intranet.extraction.formats.docx.document import read_docx
from tests.extraction.old_fonts import SENTENCE, SMALL, as_typed

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


@pytest.fixture
def package(tmp_path):
    """Writes a DOCX from the inside of its body."""

    def write(body: str, opening: str = "", **parts: str) -> object:
        file = tmp_path / "van-ban.docx"
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr("word/_rels/document.xml.rels", relations(parts))
            for name, inside in parts.items():
                archive.writestr(f"word/{name}.xml", f"<w:{name} {SPACES}>{inside}</w:{name}>")
            document = f"{opening}<w:document {SPACES}><w:body>{body}</w:body></w:document>"
            archive.writestr("word/document.xml", document)
        return file

    return write


def relations(parts) -> str:
    rows = "".join(
        f'<Relationship Id="{name}" Type="http://x/{name}" Target="{name}.xml"/>' for name in parts
    )
    return f"<Relationships>{rows}</Relationships>"


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_paragraphs_and_tables_keep_their_order(tmp_path):
    document = Document()
    document.add_paragraph("Trước bảng")
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).text, table.cell(1, 2).text = "Ô đầu", "Ô cuối"
    document.add_paragraph("Sau bảng")
    document.save(str(tmp_path / "a.docx"))
    pages = read_docx(tmp_path / "a.docx").pages
    rows = pages[0].text.split("\n")
    assert rows == ["Trước bảng", "Ô đầu |  | ", " |  | Ô cuối", "Sau bảng"]


def test_a_text_box_is_read_once_and_drawing_numbers_never(package):
    box = "<w:txbxContent>" + paragraph("TỈNH LẠNG SƠN") + "</w:txbxContent>"
    drawing = "<w:drawing><wps:x>8305801949450</wps:x><wps:txbx>" + box + "</wps:txbx></w:drawing>"
    twice = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice>{drawing}</mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    pages = read_docx(package(twice + paragraph("Nội dung"))).pages
    assert pages[0].text.split("\n") == ["", "TỈNH LẠNG SƠN", "Nội dung"][1:]


def test_deleted_words_and_field_codes_are_not_read(package):
    body = (
        "<w:p><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del>"
        "<w:r><w:instrText>PAGE</w:instrText><w:t>mới</w:t></w:r></w:p>"
    )
    pages = read_docx(package(body)).pages
    assert pages[0].text == "mới"


def test_a_page_break_starts_a_new_page(tmp_path):
    document = Document()
    document.add_paragraph("Trang một").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("Trang hai")
    document.save(str(tmp_path / "a.docx"))
    pages = read_docx(tmp_path / "a.docx").pages
    assert [page.number for page in pages] == [1, 2]
    assert pages[1].text == "Trang hai"


def test_a_long_text_without_breaks_is_cut_between_paragraphs(package):
    pages = read_docx(package(paragraph("chữ " * 200) * 10)).pages
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


def test_runs_in_old_fonts_are_converted_run_by_run(package):
    heading = run(as_typed(SMALL, ".VnTime"), '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>')
    body = run(as_typed(SENTENCE, "VNI-Times"), '<w:rFonts w:hAnsi="VNI-Times"/>')
    read = read_docx(package(f"<w:p>{heading}</w:p><w:p>{body}{run(' Số 5')}</w:p>"))
    assert read.pages[0].text == f"{SMALL.upper()}\n{SENTENCE} Số 5"
    assert read.pages[0].method == "converted"
    assert "TCVN3, VNI" in read.pages[0].reason


def test_fonts_come_from_styles_and_what_they_are_based_on(package):
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr>'
        '</w:style><w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="Base"/></w:style>'
    )
    body = f'<w:p><w:pPr><w:pStyle w:val="Own"/></w:pPr>{run(as_typed(SMALL, ".VnTime"))}</w:p>'
    pages = read_docx(package(body, styles=styles)).pages
    assert pages[0].text == SMALL


def test_the_soft_hyphen_of_word_is_a_letter_of_tcvn3(package):
    old = '<w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr>'
    typed = f"<w:r>{old}<w:t>tr</w:t><w:softHyphen/><w:t>ng tËp</w:t></w:r>"
    pages = read_docx(
        package(f"<w:p>{typed}</w:p><w:p><w:r><w:t>a</w:t><w:softHyphen/></w:r></w:p>")
    ).pages
    assert pages[0].text == "trưng tập\na"


def test_hidden_words_are_not_read_and_capitals_are_as_shown(package):
    body = f"<w:p>{run('ẩn', '<w:vanish/>')}{run('kế hoạch', '<w:caps/>')}</w:p>"
    pages = read_docx(package(body)).pages
    assert pages[0].text == "KẾ HOẠCH"


def test_inserted_words_are_read_and_moved_ones_once(package):
    body = (
        f"<w:p><w:ins>{run('thêm ')}</w:ins><w:moveFrom>{run('cũ')}</w:moveFrom>"
        f"<w:moveTo>{run('mới')}</w:moveTo></w:p>"
    )
    pages = read_docx(package(body)).pages
    assert pages[0].text == "thêm mới"


def test_a_footnote_stands_at_the_end_of_its_page(package):
    notes = (
        f'<w:footnote w:id="0" w:type="separator">{paragraph("ngăn")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("Chú thích")}</w:footnote>'
    )
    body = '<w:p><w:r><w:t>Điều 1</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    read = read_docx(package(body + paragraph("Điều 2"), footnotes=notes))
    pages, lines = read.pages, read.lines
    assert pages[0].text == "Điều 1\nĐiều 2\nChú thích"
    assert [line.text for line in lines] == ["Điều 1", "Điều 2"]


def test_headers_and_footers_are_read_once_without_page_numbers(tmp_path):
    document = Document()
    document.add_paragraph("Nội dung")
    document.sections[0].header.paragraphs[0].text = "Dự thảo lần 2"
    document.sections[0].footer.paragraphs[0].text = "12"
    document.save(str(tmp_path / "a.docx"))
    pages = read_docx(tmp_path / "a.docx").pages
    assert pages[0].text == "Nội dung\nDự thảo lần 2"


def test_a_letterhead_in_the_page_header_comes_first(tmp_path):
    document = Document()
    document.add_paragraph("Nội dung")
    document.sections[0].header.paragraphs[0].text = "Số: 12/KH-TTr"
    document.save(str(tmp_path / "a.docx"))
    read = read_docx(tmp_path / "a.docx")
    pages, lines = read.pages, read.lines
    assert pages[0].text == "Số: 12/KH-TTr\nNội dung"
    assert lines[0].text == "Số: 12/KH-TTr"


def test_numbers_that_word_counts_are_read(package):
    level = '<w:lvl w:ilvl="{}"><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    shape = level.format(0, "decimal", "Điều %1.") + level.format(1, "lowerLetter", "%2)")
    numbering = (
        f'<w:abstractNum w:abstractNumId="7">{shape}</w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    )

    def item(at: int, text: str) -> str:
        mark = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="3"/></w:numPr>'
        return f"<w:p><w:pPr>{mark}</w:pPr>{run(text)}</w:p>"

    body = (
        item(0, "Phạm vi") + item(1, "Một") + item(1, "Hai") + item(0, "Hiệu lực") + item(1, "Ba")
    )
    pages = read_docx(package(body, numbering=numbering)).pages
    assert pages[0].text.split("\n") == [
        "Điều 1. Phạm vi",
        "a) Một",
        "b) Hai",
        "Điều 2. Hiệu lực",
        "a) Ba",
    ]


def test_what_lies_outside_or_is_embedded_is_never_opened(package):
    body = f'<w:altChunk xmlns:r="http://x" r:id="x"/>{paragraph("Nội dung")}'
    read = read_docx(package(body))
    assert read.pages[0].text == "Nội dung"
    assert "phần ghép" in read.warnings[0]


def test_numbers_may_come_from_the_style_and_be_switched_off(package):
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:lvlText w:val="Điều %1."/></w:lvl>'
        '</w:abstractNum><w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num>'
    )
    styles = (
        '<w:style w:styleId="Article"><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr>'
        '</w:style><w:style w:styleId="Own"><w:basedOn w:val="Article"/></w:style>'
    )
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{own}</w:pPr>{run(text)}</w:p>'
        for style, own, text in (
            ("Article", "", "Một"),
            ("Own", "", "Hai"),
            ("Own", '<w:numPr><w:numId w:val="0"/></w:numPr>', "Ba"),
        )
    )
    pages = read_docx(package(body, numbering=numbering, styles=styles)).pages
    assert pages[0].text.split("\n") == ["Điều 1. Một", "Điều 2. Hai", "Ba"]
