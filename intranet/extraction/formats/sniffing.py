"""What a file is, by its content; its name is never believed."""

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from intranet.extraction.errors import BrokenFile, EmptyFile, EncryptedFile, UnknownKind
from intranet.extraction.formats.legacy_office.ole import SIGNATURE, is_locked, kind_of_container
from intranet.extraction.formats.registry import FORMATS, ODF
from intranet.extraction.formats.text_decoding import UTF_16, looks_like_text

MARKUP = tuple(
    b"<" + name
    for name in (b"!doctype html", *b"html head body script meta table style div font".split())
)
OFFICE_XML = (b"<?mso-application", b'/wordml"', b"/2006/xmlpackage")
MAIL = (b"mime-version:", b"from:", b"date:", b"x-ms-")
PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"#!")
HEAD = 4096
MANY_PARTS = 20_000
PATTERNS = tuple(
    (kind, re.compile(pattern), media_type)
    for kind, entry in FORMATS.items()
    for pattern, media_type in entry.patterns
)
MAIN_PARTS = {entry.main_part: kind for kind, entry in FORMATS.items() if entry.main_part}
OPEN_DOCUMENTS = {
    kind: entry.media_type for kind, entry in FORMATS.items() if entry.media_type.startswith(ODF)
}


@dataclass(frozen=True)
class DetectedFormat:
    """The kind of a file (pdf, docx, …; see `registry.FORMATS`) and its media type."""

    kind: str
    media_type: str


UNKNOWN = DetectedFormat("unknown", "application/octet-stream")


def sniff(source: Path | str | bytes) -> DetectedFormat:
    """The format of a file by its first bytes and its inner directory.

    Raises EmptyFile, UnknownKind, EncryptedFile or BrokenFile. A PDF's password is only found
    when it is opened.
    """
    data = source if isinstance(source, bytes) else Path(source).read_bytes()
    if not data.strip(b"\0 \t\r\n"):
        raise EmptyFile
    head = data[:HEAD]
    if head.startswith(PROGRAMS):
        raise UnknownKind("Tệp là chương trình chạy được, không phải văn bản. Không được gửi lên.")
    if head.startswith(SIGNATURE):
        return _named(_container(data))
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _named(_archive(data))
    for kind, pattern, media_type in PATTERNS:
        if pattern.match(head):
            return DetectedFormat(kind, media_type)
    return _named(_plain(data))


def _named(kind: str) -> DetectedFormat:
    return DetectedFormat(kind, FORMATS[kind].media_type)


def _container(data: bytes) -> str:
    if is_locked(data):
        raise EncryptedFile
    kind = kind_of_container(data)
    if kind is None:
        raise UnknownKind
    return kind


def _archive(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MANY_PARTS:
                raise BrokenFile
            names = {part.filename for part in parts}
            if any(part.flag_bits & 1 for part in parts):
                raise EncryptedFile
            return _packed(archive, names)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise BrokenFile from error


def _packed(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "[Content_Types].xml" in names:
        for part, kind in MAIN_PARTS.items():
            if part in names:
                return kind
        return _by_folder(names)
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        declared = archive.read("mimetype").decode("ascii", "replace").strip()
        for kind, media_type in OPEN_DOCUMENTS.items():
            if declared.startswith(media_type):
                return kind
    return "zip"


def _by_folder(names: set[str]) -> str:
    """Some programs number the main part (word/document2.xml)."""
    for part, kind in MAIN_PARTS.items():
        folder = part.split("/")[0]
        if any(name.startswith(f"{folder}/") for name in names):
            return kind
    return "zip"


def _plain(data: bytes) -> str:
    lowered = data[:HEAD].lower()
    if b"<svg" in lowered:
        raise UnknownKind("Tệp SVG có thể chứa mã chạy được. Hãy gửi văn bản dạng PDF hoặc DOCX.")
    if any(mark in lowered for mark in OFFICE_XML):
        raise UnknownKind("Tệp XML của Office. Hãy mở bằng Word hoặc Excel, lưu thành DOCX, XLSX.")
    if _is_web_archive(lowered) or _is_markup(lowered):
        return "html"
    if looks_like_text(data):
        return "text"
    raise UnknownKind


def _is_markup(lowered: bytes) -> bool:
    plain = lowered.replace(b"\0", b"") if lowered[:2] in UTF_16 else lowered
    return any(mark in plain for mark in MARKUP)


def _is_web_archive(lowered: bytes) -> bool:
    """A page saved by a browser or by Word with all that belongs to it (MHT)."""
    return lowered.lstrip().startswith(MAIL) and b"content-type:" in lowered
