"""Plain text in whatever encoding it was written."""

import re
from pathlib import Path

from intranet.extraction.errors import TooLarge
from intranet.extraction.formats.format_reading import FormatReading, document_reading
from intranet.extraction.formats.text_decoding import decode_bytes
from intranet.extraction.layout.paragraphs import pieces

LARGEST = 4 * 2**20  # bytes; the longest law has about 1.5 million letters
SIGNS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")


def read_plain(path: Path) -> FormatReading:
    """The text by its lines; a form feed ends a page. Raises TooLarge."""
    if path.stat().st_size > LARGEST:
        raise TooLarge
    decoded = decode_bytes(path.read_bytes())
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    return document_reading(pieces(SIGNS.sub("", text)), reason=decoded.reason)
