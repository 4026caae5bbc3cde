"""OpenDocument files, made from the inside of their body."""

import zipfile

import pytest

from intranet.extraction.errors import BrokenFile, EncryptedFile, TooLarge
from intranet.extraction.formats.odt import read_odt
from intranet.extraction.formats.sniffing import sniff
from tests.extraction.old_fonts import SMALL, as_typed

NAMES = {"office": "office", "style": "style", "text": "text", "table": "table", "draw": "drawing"}
SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in NAMES.items()
) + (
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
)
STYLES = (
    '<office:font-face-decls><style:font-face style:name="F1" svg:font-family="\'.VnTimeH\'"/>'
    "</office:font-face-decls><office:automatic-styles>"
    '<style:style style:name="Old"><style:text-properties style:font-name="F1"/></style:style>'
    '<style:style style:name="Son" style:parent-style-name="Old"/>'
    '<style:style style:name="Gone"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="Next"><style:paragraph-properties fo:break-before="page"/>'
    "</style:style>"
    "</office:automatic-styles>"
)


@pytest.fixture
def odt(tmp_path):
    """Writes an ODT from the inside of its text."""

    def write(body: str, opening: str = "", manifest: str = "", kind: str = "text"):
        file = tmp_path / "van-ban.odt"
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
            if manifest:
                archive.writestr("META-INF/manifest.xml", f"<m>{manifest}</m>")
            archive.writestr(
                "content.xml",
                f"{opening}<office:document-content {SPACES}>{STYLES}<office:body><office:text>"
                f"{body}</office:text></office:body></office:document-content>",
            )
        return file

    return write


def test_paragraphs_blanks_and_rows_are_read(odt):
    body = (
        "<text:h>Kế hoạch</text:h><text:p>a<text:s text:c='3'/>b<text:tab/>c<text:line-break/>d"
        "</text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>1</text:p></table:table-cell>"
        "<table:table-cell><text:p>hai</text:p><text:p>ba</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    file = odt(body)
    assert sniff(file).kind == "odt"
    assert read_odt(file).pages[0].text.split("\n") == ["Kế hoạch", "a   b\tc", "d", "1 | hai ba"]


def test_old_fonts_are_found_through_styles(odt):
    typed = as_typed(SMALL, ".VnTime").replace("&", "&amp;")
    read = read_odt(odt(f"<text:p text:style-name='Son'>{typed}</text:p>"))
    assert read.pages[0].text == SMALL.upper()
    assert read.pages[0].method == "converted"


def test_deleted_hidden_and_remarked_text_is_not_read(odt):
    body = (
        "<text:tracked-changes><text:p>xóa</text:p></text:tracked-changes><text:p>thấy"
        "<text:span text:style-name='Gone'>ẩn</text:span><office:annotation><text:p>góp ý</text:p>"
        "</office:annotation></text:p>"
    )
    assert read_odt(odt(body)).pages[0].text == "thấy"


def test_a_note_stands_at_the_end_of_its_page(odt):
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>chú thích</text:p></text:note-body></text:note>"
    )
    body = (
        f"<text:p>một{note}</text:p><text:p>hai</text:p><text:p text:style-name='Next'>ba</text:p>"
    )
    assert [page.text for page in read_odt(odt(body)).pages] == ["một\nhai\nchú thích", "ba"]


def test_each_slide_is_a_page(odt):
    frame = "<draw:frame><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame>"
    slide = f"<draw:page>{frame}</draw:page>"
    file = odt(slide.format("một") + slide.format("hai"), kind="presentation")
    assert sniff(file).kind == "odp"
    assert [page.text for page in read_odt(file).pages] == ["một", "hai"]


def test_declarations_and_passwords_are_refused(odt):
    with pytest.raises(BrokenFile, match="DTD"):
        read_odt(
            odt("<text:p>&x;</text:p>", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
        )
    with pytest.raises(EncryptedFile):
        read_odt(odt("", manifest="<encryption-data/>"))


def test_a_small_file_that_unpacks_to_a_mountain_is_refused(odt):
    with pytest.raises(TooLarge):
        read_odt(odt("<text:p>" + "a" * 30_000_000 + "</text:p>"))
