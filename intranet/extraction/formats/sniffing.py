"""What a file is, by its content; its name is never believed."""

import io
import re
import zipfile
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from intranet.extraction.errors import BrokenFile, EmptyFile, EncryptedFile, MixedFile, UnknownKind
from intranet.extraction.formats.archives import TORN
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
PDF_READERS_LOOK = 1024  # bytes: within these they take a file for a PDF, whatever stands before
PATTERNS = tuple(
    (kind, re.compile(rb"\A(?:%b)" % pattern), media_type)
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

    Raises EmptyFile, UnknownKind, MixedFile, EncryptedFile or BrokenFile. A PDF's
    password is only found when it is opened.
    """
    data = source if isinstance(source, bytes) else Path(source).read_bytes()
    if not data.strip(b"\0 \t\r\n"):
        raise EmptyFile
    head = data[:HEAD]
    if head.startswith(PROGRAMS):
        raise UnknownKind("Tệp là chương trình chạy được, không phải văn bản. Không được gửi lên.")
    kind: str | None
    if head.startswith(SIGNATURE):
        if is_locked(data):
            raise EncryptedFile
        kind = kind_of_container(data)
    elif head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        kind = _archive(data)
    else:
        for kind, pattern, media_type in PATTERNS:
            if pattern.match(head):
                return DetectedFormat(kind, media_type)
        kind = _plain(data)
    if kind is None:
        raise UnknownKind
    return DetectedFormat(kind, FORMATS[kind].media_type)


def _archive(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MANY_PARTS:
                raise BrokenFile
            if any(part.flag_bits & 1 for part in parts):
                raise EncryptedFile
            return _packed(archive, {part.filename for part in parts})
    except TORN as error:
        raise BrokenFile from error


def _packed(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "[Content_Types].xml" in names:
        whole = (kind for part, kind in MAIN_PARTS.items() if part in names)
        # Some programs number the main part (word/document2.xml).
        folders = {name.split("/")[0] for name in names if "/" in name}
        numbered = (k for part, k in MAIN_PARTS.items() if part.split("/")[0] in folders)
        return next(chain(whole, numbered), "zip")
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        declared = archive.read("mimetype").decode("ascii", "replace").strip()
        for kind, media_type in OPEN_DOCUMENTS.items():
            if declared.startswith(media_type):
                return kind
    return "zip"


def _plain(data: bytes) -> str | None:
    lowered = data[:HEAD].lower()
    if b"%pdf-" in lowered[:PDF_READERS_LOOK]:
        raise MixedFile
    if b"<svg" in lowered:
        raise UnknownKind("Tệp SVG có thể chứa mã chạy được. Hãy gửi văn bản dạng PDF hoặc DOCX.")
    if any(mark in lowered for mark in OFFICE_XML):
        raise UnknownKind("Tệp XML của Office. Hãy mở bằng Word hoặc Excel, lưu thành DOCX, XLSX.")
    plain = lowered.replace(b"\0", b"") if lowered[:2] in UTF_16 else lowered
    # A page saved by a browser or by Word with all that belongs to it (MHT).
    is_mail = lowered.lstrip().startswith(MAIL) and b"content-type:" in lowered
    if is_mail or any(mark in plain for mark in MARKUP):
        return "html"
    return "text" if looks_like_text(data) else None
