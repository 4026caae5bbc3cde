"""Every file format that the portal knows, in one table: start here to add one.

A new format is one entry of FORMATS, one line of `reader.READERS` and, where no reader fits, one
module whose `read_…` function gives a FormatReading. What a file is (`sniffing`), what LibreOffice
makes of it (`legacy_office.libreoffice`), and what the upload page names follow from the entry.
"""

from dataclasses import dataclass
from pathlib import PurePath

from intranet.extraction.errors import UnknownKind

OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
ZIPPED = "Tệp nén. Hãy giải nén và gửi từng văn bản."


@dataclass(frozen=True)
class FileFormat:
    """One file format.

    `kind` is its name in the database, `label` its name on the upload page (empty: not named
    there). A file is told by its first bytes (`patterns`: regular expression and media type), by a
    stream of an old Office container, by the main part of an Office package, or by the media type
    that an OpenDocument package declares.
    `newer` is the format that LibreOffice turns it into before it is read, `is_printable` says
    that LibreOffice makes a PDF of it to look at, `has_pictures` that its pages can be drawn and
    recognised: then its reader is also told how the pages are to be read.
    """

    kind: str
    media_type: str
    label: str = ""
    patterns: tuple[tuple[bytes, str], ...] = ()
    streams: tuple[str, ...] = ()
    main_part: str = ""
    newer: str = ""
    is_printable: bool = False
    has_pictures: bool = False
    is_readable: bool = True


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
            "pdf", "application/pdf", "PDF",
            patterns=((rb"(?:\xef\xbb\xbf)?[\s\0]{0,1000}+%PDF-", "application/pdf"),),
            has_pictures=True,
        ),
        FileFormat(
            "docx", OOXML + "wordprocessingml.document", "DOCX",
            main_part="word/document.xml", is_printable=True,
        ),
        FileFormat(
            "doc", "application/msword", "DOC",
            streams=("WordDocument",), newer="docx", is_printable=True,
        ),
        FileFormat(
            "rtf", "application/rtf", "RTF",
            patterns=((rb"\s*\{\\rtf", "application/rtf"),), is_printable=True,
        ),
        FileFormat("odt", ODF + "text", "ODT", is_printable=True),
        FileFormat("ods", ODF + "spreadsheet", "", is_printable=True),
        FileFormat("odp", ODF + "presentation", "", is_printable=True),
        FileFormat(
            "xlsx", OOXML + "spreadsheetml.sheet", "XLSX",
            main_part="xl/workbook.xml", is_printable=True,
        ),
        FileFormat(
            "xls", "application/vnd.ms-excel", "",
            streams=("Workbook", "Book"), is_printable=True,
        ),
        FileFormat(
            "pptx", OOXML + "presentationml.presentation", "PPTX",
            main_part="ppt/presentation.xml", is_printable=True,
        ),
        FileFormat(
            "ppt", "application/vnd.ms-powerpoint", "",
            streams=("PowerPoint Document",), newer="pptx", is_printable=True,
        ),
        FileFormat(
            "image", "image/*", "PNG, JPEG, TIFF, HEIC",
            patterns=IMAGES, has_pictures=True,
        ),
        FileFormat("html", "text/html", ""),
        FileFormat("text", "text/plain", ""),
        FileFormat("zip", "application/zip", "ZIP", is_readable=False),
    )
}  # fmt: skip
ENDINGS = {
    "docx": (".docx", ".docm"),
    "xlsx": (".xlsx", ".xlsm"),
    "pptx": (".pptx", ".pptm"),
    "html": (".html", ".htm", ".mht", ".mhtml"),
    "text": (".txt", ".csv"),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/tiff": (".tif", ".tiff"),
    **{f"image/{name}": (f".{name}",) for name in ("png", "gif", "bmp", "webp", "heic")},
}
"""How names of a kind or media type end, the usual ending first; others end as their kind."""
NO_ENDING = ".bin"
PRINTABLE_KINDS = frozenset(kind for kind, entry in FORMATS.items() if entry.is_printable)
PICTURED_KINDS = frozenset(kind for kind, entry in FORMATS.items() if entry.has_pictures)
LABELS = ", ".join(entry.label for entry in FORMATS.values() if entry.label)


def file_endings() -> frozenset[str]:
    """How the names of files of all known formats end."""
    written = {ending for endings in ENDINGS.values() for ending in endings}
    return frozenset(written | {f".{kind}" for kind in FORMATS if kind not in {*ENDINGS, "image"}})


def ending_for(kind: str, media_type: str, name: str) -> str:
    """The ending under which a file is handed out: its sender's only where it is one of its kind.

    What the file is was told by its content, so no program travels under the name of a document.
    """
    usual = (f".{kind}",) if kind in FORMATS else (NO_ENDING,)
    endings = ENDINGS.get(media_type) or ENDINGS.get(kind) or usual
    given = PurePath(name).suffix.lower()
    return given if given in endings else endings[0]


def readable_format(kind: str) -> FileFormat:
    """The format of that kind. Raises UnknownKind for others."""
    entry = FORMATS.get(kind)
    if entry is None or not entry.is_readable:
        raise UnknownKind(ZIPPED if kind == "zip" else None)
    return entry
