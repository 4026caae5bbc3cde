"""Every file format that the portal knows, in one table: start here to add one.

A new format is one entry of FORMATS and, where no reader fits, one module whose `read_…` function
gives a FormatReading. What a file is (`sniffing`), who reads it (`reader`), what LibreOffice makes
of it (`legacy_office.libreoffice`), and what the upload page names, all follow from the entry.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from intranet.extraction.errors import UnknownKind

OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
ZIPPED = "Tệp nén. Hãy giải nén và gửi từng văn bản."
HERE = "intranet.extraction.formats"


@dataclass(frozen=True)
class FileFormat:
    """One file format.

    `kind` is its name in the database, `label` its name on the upload page (empty: not named
    there). `reader` is "module:function" below this package, loaded when a file is read; without
    one the format is refused. A file is told by its first bytes (`patterns`: regular expression
    and media type), by a stream of an old Office container, by the main part of an Office package,
    or by the media type that an OpenDocument package declares.
    `newer` is the format that LibreOffice turns it into before it is read, `is_printable` says
    that LibreOffice makes a PDF of it to look at, `has_pictures` that its pages can be drawn and
    recognised: then its reader is also told how the pages are to be read.
    """

    kind: str
    media_type: str
    label: str = ""
    reader: str = ""
    patterns: tuple[tuple[bytes, str], ...] = ()
    streams: tuple[str, ...] = ()
    main_part: str = ""
    newer: str = ""
    is_printable: bool = False
    has_pictures: bool = False

    def load_reader(self) -> Any:
        """The function that reads such files; its libraries are loaded now."""
        module, _, function = self.reader.partition(":")
        return getattr(import_module(f"{HERE}.{module}"), function)


IMAGES = (
    (rb"\xff\xd8\xff", "image/jpeg"),
    (rb"\x89PNG\r\n\x1a\n", "image/png"),
    (rb"II\*\0|MM\0\*", "image/tiff"),
    (rb"GIF8", "image/gif"),
    (rb"BM", "image/bmp"),
    (rb"RIFF(?s:.{4})WEBP", "image/webp"),
    (rb"(?s:.{4})ftyp(?:heic|mif1|heix)", "image/heic"),
)
FORMATS = {
    entry.kind: entry
    for entry in (
        FileFormat(
            "pdf", "application/pdf", "PDF", "pdf.document:read_pdf",
            patterns=((rb"(?s:.{0,1019}?)%PDF-", "application/pdf"),), has_pictures=True,
        ),
        FileFormat(
            "docx", OOXML + "wordprocessingml.document", "DOCX", "docx.document:read_docx",
            main_part="word/document.xml", is_printable=True,
        ),
        FileFormat(
            "doc", "application/msword", "DOC", "legacy_office.binary_text:read_old_word",
            streams=("WordDocument",), newer="docx", is_printable=True,
        ),
        FileFormat(
            "rtf", "application/rtf", "RTF", "rtf.document:read_rtf",
            patterns=((rb"\s*\{\\rtf", "application/rtf"),), is_printable=True,
        ),
        FileFormat("odt", ODF + "text", "ODT", "odt.document:read_odt", is_printable=True),
        FileFormat("ods", ODF + "spreadsheet", "", "spreadsheets:read_spreadsheet"),
        FileFormat("odp", ODF + "presentation", "", "odt.document:read_odt"),
        FileFormat(
            "xlsx", OOXML + "spreadsheetml.sheet", "XLSX", "spreadsheets:read_spreadsheet",
            main_part="xl/workbook.xml", is_printable=True,
        ),
        FileFormat(
            "xls", "application/vnd.ms-excel", "", "spreadsheets:read_spreadsheet",
            streams=("Workbook", "Book"), is_printable=True,
        ),
        FileFormat(
            "pptx", OOXML + "presentationml.presentation", "PPTX", "slides:read_slides",
            main_part="ppt/presentation.xml", is_printable=True,
        ),
        FileFormat(
            "ppt", "application/vnd.ms-powerpoint", "", "legacy_office.binary_text:read_old_slides",
            streams=("PowerPoint Document",), newer="pptx", is_printable=True,
        ),
        FileFormat(
            "image", "image/*", "PNG, JPEG, TIFF, HEIC", "images:read_image",
            patterns=IMAGES, has_pictures=True,
        ),
        FileFormat("html", "text/html", "", "html.document:read_html"),
        FileFormat("text", "text/plain", "", "plain_text:read_plain"),
        FileFormat("zip", "application/zip", "ZIP"),
    )
}  # fmt: skip
PRINTABLE_KINDS = frozenset(kind for kind, entry in FORMATS.items() if entry.is_printable)
PICTURED_KINDS = frozenset(kind for kind, entry in FORMATS.items() if entry.has_pictures)
LABELS = ", ".join(entry.label for entry in FORMATS.values() if entry.label)


def readable_format(kind: str) -> FileFormat:
    """The format of that kind. Raises UnknownKind for kinds without a reader."""
    entry = FORMATS.get(kind)
    if entry is None or not entry.reader:
        raise UnknownKind(ZIPPED if kind == "zip" else None)
    return entry
