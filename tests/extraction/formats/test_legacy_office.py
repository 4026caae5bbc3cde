"""Old binary files, through LibreOffice where it is installed and without it."""

import struct
import subprocess

import pytest
from docx import Document

from intranet.extraction.errors import BrokenFile
from intranet.extraction.formats.format_reading import ReadingOptions
from intranet.extraction.formats.legacy_office.binary_text import read_old_slides, read_old_word
from intranet.extraction.formats.legacy_office.libreoffice import NotConverted, is_here
from intranet.extraction.formats.reader import read_file
from intranet.extraction.formats.sniffing import sniff
from intranet.extraction.sandbox import office_files
from tests.extraction.old_fonts import SMALL, as_typed

needs_libreoffice = pytest.mark.skipif(
    not is_here(), reason="LibreOffice is not installed on this machine"
)


@pytest.fixture
def old_word(tmp_path):
    """A .doc with a heading in .VnTimeH, a body in .VnTime and a table, made by LibreOffice."""
    document = Document()
    for font in (".VnTimeH", ".VnTime"):
        run = document.add_paragraph().add_run(as_typed(SMALL, ".VnTime"))
        run.font.name = font
    table = document.add_table(rows=1, cols=3)
    for cell, text in zip(table.rows[0].cells, ("1", "Kiểm tra", "Quý I"), strict=True):
        cell.text = text
    document.add_paragraph("Hết")
    document.save(str(tmp_path / "a.docx"))
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"),
            *("--headless", "--convert-to", "doc", "--outdir", str(tmp_path)),
            str(tmp_path / "a.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return tmp_path / "a.doc"


@pytest.mark.libreoffice
@needs_libreoffice
def test_an_old_word_file_keeps_the_fonts_of_its_runs(old_word, tmp_path):
    assert sniff(old_word).kind == "doc"
    made = tmp_path / "made"
    made.write_bytes(office_files.convert(old_word, "doc", seconds=120))
    read = read_file(old_word, "doc", ReadingOptions(10, converted=made))
    assert read.pages[0].text.split("\n") == [
        SMALL.upper(),
        SMALL,
        "1 | Kiểm tra | Quý I",
        "Hết",
    ]
    assert read.pages[0].method == "converted"


@pytest.mark.libreoffice
@needs_libreoffice
def test_without_conversion_an_old_word_file_still_gives_its_text(old_word):
    read = read_file(old_word, "doc", ReadingOptions(10))
    assert read.pages[0].text.split("\n")[1:3] == [SMALL, "1 | Kiểm tra | Quý I"]
    assert "LibreOffice" in read.warnings[0]


@pytest.mark.libreoffice
@needs_libreoffice
def test_a_preview_is_a_pdf(as_docx, plan):
    assert (office_files.preview(as_docx(plan), seconds=120) or b"").startswith(b"%PDF-")


def test_what_is_no_office_file_has_no_preview(tmp_path):
    (tmp_path / "a.doc").write_bytes(b"MZ\x90\0")
    assert office_files.preview(tmp_path / "a.doc") is None


def test_only_old_kinds_are_converted(tmp_path):
    with pytest.raises(NotConverted):
        office_files.convert(tmp_path / "a.pdf", "pdf")


@pytest.mark.libreoffice
@needs_libreoffice
def test_a_conversion_that_takes_too_long_is_ended(old_word):
    with pytest.raises(NotConverted, match="DOCX"):
        office_files.convert(old_word, "doc", seconds=0.01)


@pytest.mark.parametrize("reader", [read_old_word, read_old_slides])
def test_a_torn_container_is_refused(tmp_path, reader):
    (tmp_path / "a").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\3" * 700)
    with pytest.raises(BrokenFile):
        reader(tmp_path / "a")


def record(kind: int, body: bytes, instance: int = 0, holds: bool = False) -> bytes:
    """One record of an old presentation."""
    return struct.pack("<HHI", instance << 4 | (0xF if holds else 0), kind, len(body)) + body


def test_old_slides_are_told_apart():
    from intranet.extraction.formats.legacy_office.binary_text import slide_texts

    def text(words: str) -> bytes:
        return record(0x0FA0, words.encode("utf-16-le"))

    outline = record(0x03F3, b"") + text("Một") + record(0x03F3, b"") + text("Hai")
    stream = record(0x0FF0, outline, holds=True)
    stream += record(0x03EE, text("Hình"), holds=True) + record(0x03F8, text("Mẫu"), holds=True)
    assert slide_texts(stream) == [["Một", "Hình"], ["Hai"]]
