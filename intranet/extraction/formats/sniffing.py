"""What a file is, by its content; its name is never believed."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from intranet.extraction.errors import BrokenFile, EmptyFile, EncryptedFile, UnknownKind
from intranet.extraction.formats.legacy_office.ole import SIGNATURE, is_locked, kind_of_container
from intranet.extraction.formats.text_decoding import UTF_16, looks_like_text

OOXML = "application/vnd.openxmlformats-officedocument."
MEDIA = {
    "pdf": "application/pdf",
    "docx": OOXML + "wordprocessingml.document",
    "xlsx": OOXML + "spreadsheetml.sheet",
    "pptx": OOXML + "presentationml.presentation",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "rtf": "application/rtf",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "html": "text/html",
    "text": "text/plain",
    "zip": "application/zip",
    "unknown": "application/octet-stream",
}
PICTURES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
)
MARKUP = tuple(
    b"<" + name
    for name in (b"!doctype html", *b"html head body script meta table style div font".split())
)
OFFICE_XML = (b"<?mso-application", b'/wordml"', b"/2006/xmlpackage")
MAIL = (b"mime-version:", b"from:", b"date:", b"x-ms-")
OPEN_DOCUMENTS = ("odt", "ods", "odp")
PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"#!")
MAIN_PARTS = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
}
HEAD = 4096
MANY_PARTS = 20_000


@dataclass(frozen=True)
class FileKind:
    """The detected kind (pdf, docx, …) and its media type."""

    kind: str
    media_type: str


def sniff(source: Path | str | bytes) -> FileKind:
    """The kind of a file by its first bytes and its inner directory.

    Raises EmptyFile, UnknownKind, EncryptedFile or BrokenFile. A PDF's password is only found
    when it is opened.
    """
    data = source if isinstance(source, bytes) else Path(source).read_bytes()
    if not data.strip(b"\0 \t\r\n"):
        raise EmptyFile
    kind = _kind(data)
    return kind if isinstance(kind, FileKind) else FileKind(kind, MEDIA[kind])


def _kind(data: bytes) -> str | FileKind:
    head = data[:HEAD]
    if head.startswith(PROGRAMS):
        raise UnknownKind("Tệp là chương trình chạy được, không phải văn bản. Không được gửi lên.")
    if head.startswith(SIGNATURE):
        return _container(data)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _archive(data)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    return _picture(head) or _plain(data)


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
        for kind in OPEN_DOCUMENTS:
            if declared.startswith(MEDIA[kind]):
                return kind
    return "zip"


def _by_folder(names: set[str]) -> str:
    """Some programs number the main part (word/document2.xml)."""
    for folder, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
        if any(name.startswith(folder) for name in names):
            return kind
    return "zip"


def _picture(head: bytes) -> FileKind | None:
    for mark, media_type in PICTURES:
        if head.startswith(mark):
            return FileKind("image", media_type)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return FileKind("image", "image/webp")
    if head[4:12] in (b"ftypheic", b"ftypmif1", b"ftypheix"):
        return FileKind("image", "image/heic")
    return None


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
