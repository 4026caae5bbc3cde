"""A file of any known format as pages, lines and warnings, read by the reader of its format."""

import zipfile
from dataclasses import replace
from pathlib import Path

from intranet.extraction.errors import TooLarge
from intranet.extraction.formats.format_reading import FormatReading, ReadingOptions
from intranet.extraction.formats.registry import FORMATS, FileFormat, readable_format
from intranet.extraction.formats.xml_package import has_macros

MAX_LETTERS = 20_000_000
NO_TEXT = "Tệp không có nội dung chữ: cần nhận dạng hoặc nhập thông tin bằng tay."
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
    warnings = (*reading.warnings, *_macro_warning(path, entry))
    if not any(page.text or page.pending for page in reading.pages):
        warnings = (*warnings, NO_TEXT)
    return replace(reading, warnings=warnings)


def _reading(path: Path, entry: FileFormat, options: ReadingOptions) -> FormatReading:
    reading: FormatReading
    if entry.has_pictures:
        reading = entry.load_reader()(path, options)
    elif options.converted is not None and entry.newer:
        reading = FORMATS[entry.newer].load_reader()(options.converted)
    else:
        reading = entry.load_reader()(path)
    return reading


def _macro_warning(path: Path, entry: FileFormat) -> tuple[str, ...]:
    try:
        return (MACROS,) if entry.main_part and has_macros(path) else ()
    except zipfile.BadZipFile:
        return ()
