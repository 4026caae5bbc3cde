"""The package of a Word file, opened with suspicion."""

import zipfile
import zlib
from pathlib import Path

from lxml import etree

from intranet.extraction.errors import BrokenFile, TooLarge

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
LARGEST_PART = 64 * 2**20  # bytes unpacked; the longest law takes about 5 MB
DENSEST = 400  # times smaller when packed; real papers stay below 60
DECLARES = "Tệp DOCX chứa khai báo lạ (DTD), không an toàn. Hãy lưu lại từ Word."


def has_macros(path: Path) -> bool:
    """Whether the package carries a macro project."""
    with zipfile.ZipFile(path) as archive:
        return any(name.lower().endswith("vbaproject.bin") for name in archive.namelist())


def body_of_package(path: Path) -> etree._Element:
    """The body element of a Word package, parsed without entities, network or huge trees.

    Raises BrokenFile for torn packages and declarations, TooLarge for what unpacks to a mountain.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            data = _unpacked(archive, _main(archive))
    except (zipfile.BadZipFile, KeyError, NotImplementedError, OSError, EOFError) as error:
        raise BrokenFile from error
    except (zlib.error, ValueError) as error:
        raise BrokenFile from error
    return _parsed(data)


def _main(archive: zipfile.ZipFile) -> str:
    names = archive.namelist()
    if "word/document.xml" in names:
        return "word/document.xml"
    return next((n for n in names if n.startswith("word/document") and n.endswith(".xml")), "")


def _unpacked(archive: zipfile.ZipFile, name: str) -> bytes:
    entry = archive.getinfo(name)
    dense = entry.file_size > 2**20 and entry.file_size > DENSEST * max(entry.compress_size, 1)
    if entry.file_size > LARGEST_PART or dense:
        raise TooLarge("Tệp nén bất thường (nội dung phình quá lớn). Hãy lưu lại rồi gửi lại.")
    with archive.open(entry) as stream:
        data = stream.read(LARGEST_PART + 1)
    if len(data) > LARGEST_PART:
        raise TooLarge
    return data


def _parsed(data: bytes) -> etree._Element:
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise BrokenFile(DECLARES)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data.replace(STRICT[1:-1].encode(), W[1:-1].encode()), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenFile from error
    if root.getroottree().docinfo.doctype:
        raise BrokenFile(DECLARES)
    body = root.find(f"{W}body")
    if body is None:
        raise BrokenFile
    return body
