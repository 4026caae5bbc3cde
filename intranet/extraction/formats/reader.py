"""A file of any known format as pages, lines and warnings, read by the reader of its format."""

import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from intranet.extraction.errors import TooLarge
from intranet.extraction.formats import html, images, odt, plain_text, slides, spreadsheets
from intranet.extraction.formats.docx.document import read_docx
from intranet.extraction.formats.format_reading import MAX_LETTERS, FormatReading, ReadingOptions
from intranet.extraction.formats.legacy_office.binary_text import read_old_slides, read_old_word
from intranet.extraction.formats.pdf.document import read_pdf
from intranet.extraction.formats.registry import FileFormat, readable_format
from intranet.extraction.formats.rtf.document import read_rtf
from intranet.extraction.formats.words_beside import words_beside

NO_TEXT = "Tệp không có nội dung chữ: cần nhận dạng hoặc nhập thông tin bằng tay."
READERS: dict[str, Callable[[Path], FormatReading]] = {
    "docx": read_docx,
    "doc": read_old_word,
    "rtf": read_rtf,
    "odt": odt.read_odt,
    "ods": spreadsheets.read_spreadsheet,
    "odp": odt.read_odt,
    "xlsx": spreadsheets.read_spreadsheet,
    "xls": spreadsheets.read_spreadsheet,
    "pptx": slides.read_slides,
    "ppt": read_old_slides,
    "html": html.read_html,
    "text": plain_text.read_plain,
}
PICTURED_READERS = {"pdf": read_pdf, "image": images.read_image}
MACROS = "Tệp có chứa macro: chỉ mở bản gốc khi biết rõ nơi gửi."


def read_file(path: Path, kind: str, options: ReadingOptions) -> FormatReading:
    """Pages, lines and warnings of a file of that kind, in Unicode (NFC).

    Writes no file and starts no program, so it works inside the reading child. Raises an
    ExtractionError whose sentence says what to do next.
    """
    entry = readable_format(kind)
    reading = _reading(path, entry, options)
    if sum(len(page.text) for page in reading.pages) > MAX_LETTERS:
        raise TooLarge
    if entry.has_pictures:
        return reading
    if len(reading.pages) > options.max_pages:
        raise TooLarge(f"Tệp có hơn {options.max_pages} trang. Hãy tách nhỏ rồi gửi lại.")
    warnings = reading.warnings
    beside, pictured = words_beside(options.converted or path if entry.newer else path)
    if entry.main_part and _has_macros(path):
        warnings = (*warnings, MACROS)
    if not any(page.text or page.pending for page in reading.pages):
        warnings = (*warnings, NO_TEXT)
    return replace(reading, warnings=warnings, beside=(*reading.beside, *beside), pictured=pictured)


def _reading(path: Path, entry: FileFormat, options: ReadingOptions) -> FormatReading:
    if entry.has_pictures:
        return PICTURED_READERS[entry.kind](path, options)
    if options.converted is not None and entry.newer:
        return READERS[entry.newer](options.converted)
    return READERS[entry.kind](path)


def _has_macros(path: Path) -> bool:
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(path) as archive:
        return any(name.lower().endswith("vbaproject.bin") for name in archive.namelist())
    return False
