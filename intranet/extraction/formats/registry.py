"""Files of every kind but PDF, each read by its own reader."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from intranet.extraction.errors import TooLarge, UnknownKind
from intranet.extraction.formats.format_reading import FormatReading
from intranet.extraction.formats.xml_package import has_macros

__all__ = ["KINDS", "FormatReading", "read"]

MAX_LETTERS = 20_000_000
NO_TEXT = "Tệp không có nội dung chữ: cần nhận dạng hoặc nhập thông tin bằng tay."
MACROS = "Tệp có chứa macro: chỉ mở bản gốc khi biết rõ nơi gửi."
PACKAGES = ("docx", "xlsx", "pptx")
UNPACK = "Tệp nén. Hãy giải nén và gửi từng văn bản."

Reader = Callable[[Path, int, Path | None], FormatReading]


def read(path: Path, kind: str, max_pages: int, converted: Path | None = None) -> FormatReading:
    """Pages, lines and warnings of a file of one of KINDS, in Unicode (NFC).

    Writes no file and starts no program, so it works inside the reading child. `converted` is
    what `old_office.convert` made of a "doc" or "ppt" outside the child; without it their letters
    are read from the old file itself and the fonts are guessed. At most `max_pages` pages come
    back. Raises an ExtractionError whose sentence says what to do next.
    """
    reader = READERS.get(kind)
    if reader is None:
        raise UnknownKind(UNPACK if kind == "zip" else None)
    reading = reader(path, max_pages, converted)
    if sum(len(page.text) for page in reading.pages) > MAX_LETTERS:
        raise TooLarge
    if len(reading.pages) > max_pages:
        raise TooLarge(f"Tệp có hơn {max_pages} trang. Hãy tách nhỏ rồi gửi lại.")
    warnings = (*reading.warnings, *_macro_warning(path, kind))
    if not any(page.text or page.pending for page in reading.pages):
        warnings = (*warnings, NO_TEXT)
    return replace(reading, warnings=warnings)


def _macro_warning(path: Path, kind: str) -> tuple[str, ...]:
    if kind not in PACKAGES:
        return ()
    try:
        return (MACROS,) if has_macros(path) else ()
    except zipfile.BadZipFile:
        return ()


def _docx(path: Path, _max_pages: int, _converted: Path | None) -> FormatReading:
    from intranet.extraction.formats.docx.document import read_word

    return read_word(path)


def _image(path: Path, max_pages: int, _converted: Path | None) -> FormatReading:
    from intranet.extraction.formats.images import read_picture

    return read_picture(path, max_pages)


def _rtf(path: Path, _max_pages: int, _converted: Path | None) -> FormatReading:
    from intranet.extraction.formats.rtf.document import read_rtf

    return read_rtf(path)


def _opendocument(path: Path, _max_pages: int, _converted: Path | None) -> FormatReading:
    from intranet.extraction.formats.odt.document import read_odt

    return read_odt(path)


def _sheets(path: Path, _max_pages: int, _converted: Path | None) -> FormatReading:
    from intranet.extraction.formats.spreadsheets import read_spreadsheet

    return read_spreadsheet(path)


def _slides(path: Path, _max_pages: int, _converted: Path | None) -> FormatReading:
    from intranet.extraction.formats.slides import read_slides

    return read_slides(path)


def _html(path: Path, _max_pages: int, _converted: Path | None) -> FormatReading:
    from intranet.extraction.formats.html.document import read_html

    return read_html(path)


def _plain(path: Path, _max_pages: int, _converted: Path | None) -> FormatReading:
    from intranet.extraction.formats.plain_text import read_plain

    return read_plain(path)


def _doc(path: Path, _max_pages: int, converted: Path | None) -> FormatReading:
    if converted is not None:
        from intranet.extraction.formats.docx.document import read_word

        return read_word(converted)
    from intranet.extraction.formats.legacy_office.binary_text import read_old_word

    return read_old_word(path)


def _ppt(path: Path, _max_pages: int, converted: Path | None) -> FormatReading:
    if converted is not None:
        from intranet.extraction.formats.slides import read_slides

        return read_slides(converted)
    from intranet.extraction.formats.legacy_office.binary_text import read_old_slides

    return read_old_slides(path)


READERS: dict[str, Reader] = {
    "docx": _docx,
    "doc": _doc,
    "rtf": _rtf,
    "odt": _opendocument,
    "odp": _opendocument,
    "xlsx": _sheets,
    "xls": _sheets,
    "ods": _sheets,
    "pptx": _slides,
    "ppt": _ppt,
    "image": _image,
    "html": _html,
    "text": _plain,
}
KINDS = tuple(READERS)
