"""What a file is, whatever its name says."""

import zipfile

import pytest

from intranet.extraction.errors import BrokenFile, EmptyFile, EncryptedFile, UnknownKind
from intranet.extraction.formats.legacy_office.ole import ENTRY, HEADER, SIGNATURE
from intranet.extraction.formats.sniffing import sniff


def container(*streams: str) -> bytes:
    """An old Office container with these streams in its directory."""
    directory = b"".join(name.encode("utf-16-le").ljust(ENTRY, b"\0") for name in streams)
    return SIGNATURE.ljust(HEADER, b"\0") + directory.ljust(4 * ENTRY, b"\0")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n1 0 obj", "pdf"),
        (b"\xff\xd8\xff\xe0 jfif", "image"),
        (b"{\\rtf1\\ansi Xin}", "rtf"),
        (b"<!DOCTYPE html><html><body>x</body></html>", "html"),
        ("Kính gửi: Sở Nội vụ".encode(), "text"),
        (container("WordDocument"), "doc"),
        (container("Workbook"), "xls"),
        (container("PowerPoint Document"), "ppt"),
    ],
)
def test_the_content_decides_what_a_file_is(content, kind):
    assert sniff(content).kind == kind


def test_a_web_page_renamed_to_doc_is_still_a_web_page(tmp_path):
    file = tmp_path / "cong-van.doc"
    file.write_bytes(b"\xef\xbb\xbf<html xmlns:o='urn'><head></head></html>")
    assert sniff(file).kind == "html"


def test_a_word_file_is_known_by_its_parts(as_docx, plan):
    found = sniff(as_docx(plan, "bao-cao.pdf"))
    assert found.kind == "docx"
    assert found.media_type.endswith("wordprocessingml.document")


@pytest.mark.parametrize("content", [b"", b"\0\0\0", b" \r\n"])
def test_a_file_without_content_is_refused(content):
    with pytest.raises(EmptyFile, match="Tệp rỗng"):
        sniff(content)


@pytest.mark.parametrize("content", [b"MZ\x90\0", b"\x7fELF\x02", b"#!/bin/sh\nls"])
def test_a_program_is_refused_whatever_its_name(content):
    with pytest.raises(UnknownKind, match="chương trình"):
        sniff(content)


def test_a_drawing_that_can_run_code_is_refused():
    with pytest.raises(UnknownKind, match="SVG"):
        sniff(b"<?xml version='1.0'?><svg><script>1</script></svg>")


def test_an_office_file_with_a_password_is_refused():
    with pytest.raises(EncryptedFile, match="mật khẩu"):
        sniff(container("EncryptionInfo", "EncryptedPackage"))


def test_a_cut_off_archive_is_refused(as_docx, plan):
    whole = as_docx(plan).read_bytes()
    with pytest.raises(BrokenFile):
        sniff(whole[: len(whole) // 2])


def test_an_archive_of_files_is_only_an_archive(tmp_path):
    file = tmp_path / "ho-so.docx"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("../../bi-mat.txt", "x")
    assert sniff(file).kind == "zip"
