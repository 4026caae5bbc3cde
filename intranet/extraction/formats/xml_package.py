"""The package of an Office file (a ZIP of XML parts), opened with suspicion."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from intranet.extraction.errors import BrokenFile, EncryptedFile, TooLarge
from intranet.extraction.formats.archives import TORN, is_dense, open_zip

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
STRICT = re.compile(
    rb"http://purl\.oclc\.org/ooxml/"
    rb"(wordprocessingml|drawingml|presentationml|officeDocument)/(main|relationships)"
)
COMMON = rb"http://schemas.openxmlformats.org/\1/2006/\2"
LARGEST_PART = 64 * 2**20  # bytes unpacked; the longest law takes about 5 MB
LARGEST_SUM = 160 * 2**20  # bytes unpacked of all parts that are read
MOST_TAGS = 2_000_000  # about 300 MB once parsed; the longest law has about 200 000
DENSEST = 400  # times smaller when packed; real documents stay below 60
SWOLLEN = "Tệp nén bất thường (nội dung phình quá lớn). Hãy lưu lại rồi gửi lại."
DECLARES = "Tệp chứa khai báo lạ (DTD), không an toàn. Hãy mở bằng phần mềm gốc, lưu lại rồi gửi."


@dataclass
class XmlPackage:
    """An open package; each part is read when asked for, within limits."""

    archive: zipfile.ZipFile
    read: int = 0

    @property
    def names(self) -> list[str]:
        """The names of all parts."""
        return self.archive.namelist()

    def data(self, name: str) -> bytes:
        """The bytes of a part. Raises BrokenFile, EncryptedFile or TooLarge."""
        try:
            entry = self.archive.getinfo(name)
            if entry.file_size > LARGEST_PART or is_dense(entry, DENSEST):
                raise TooLarge(SWOLLEN)
            with self.archive.open(entry) as stream:
                content = stream.read(LARGEST_PART + 1)
        except (*TORN, KeyError) as error:
            raise BrokenFile from error
        except RuntimeError as error:  # how zipfile says that a password is asked for
            raise EncryptedFile from error
        self.read += len(content)
        if len(content) > LARGEST_PART or self.read > LARGEST_SUM:
            raise TooLarge(SWOLLEN)
        return content

    def root(self, name: str) -> etree._Element:
        """The root of an XML part, parsed without entities, network or huge trees."""
        return parsed(self.data(name))

    def root_or_none(self, name: str) -> etree._Element | None:
        """The same; None when the part is missing or torn (the text may still be whole)."""
        with suppress(BrokenFile):
            return self.root(name) if name in self.names else None
        return None

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """The parts that a part points to: its id → (last word of the type, name).

        What lies outside the package is left out, so that nothing is ever fetched.
        """
        folder, file = posixpath.split(name)
        rels = self.root_or_none(posixpath.join(folder, "_rels", f"{file}.rels"))
        parts: dict[str, tuple[str, str]] = {}
        for relation in rels if rels is not None else ():
            target = relation.get("Target", "")
            if relation.get("TargetMode") == "External" or not isinstance(relation.tag, str):
                continue
            place = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = relation.get("Type", "").rsplit("/", 1)[-1]
            parts[relation.get("Id", "")] = (kind, place)
        return parts


@contextmanager
def opened(path: Path) -> Iterator[XmlPackage]:
    """The package in a file. Raises BrokenFile for torn ones."""
    with open_zip(path) as archive:
        yield XmlPackage(archive)


def check_swelling(package: XmlPackage) -> None:
    """Raises TooLarge when the XML parts together unpack to a mountain."""
    entries = package.archive.infolist()
    sizes = [entry.file_size for entry in entries if entry.filename.endswith((".xml", "rels"))]
    dense = any(is_dense(e, DENSEST) for e in entries if e.filename.endswith(".xml"))
    if dense or sum(sizes) > LARGEST_SUM or max(sizes, default=0) > LARGEST_PART:
        raise TooLarge(SWOLLEN)


def parsed(data: bytes) -> etree._Element:
    """The root of XML from outside. Raises BrokenFile for torn XML and for declarations."""
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise BrokenFile(DECLARES)
    if data.count(b"<") > MOST_TAGS:
        raise TooLarge(SWOLLEN)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(STRICT.sub(COMMON, data), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenFile from error
    if root.getroottree().docinfo.doctype:
        raise BrokenFile(DECLARES)
    return root
