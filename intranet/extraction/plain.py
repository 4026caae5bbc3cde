"""Plain text in whatever encoding it was written."""

import re
from pathlib import Path

from intranet.extraction.format_reading import FormatReading, judged
from intranet.extraction.letters import read_letters
from intranet.extraction.paragraphs import paged, pieces

SIGNS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")


def read_plain(path: Path) -> FormatReading:
    """The text by its lines; a form feed ends a page. Raises TooLarge for endless lines."""
    found = read_letters(path.read_bytes())
    text = found.text.replace("\r\n", "\n").replace("\r", "\n")
    pages, lines = paged(pieces(SIGNS.sub("", text)))
    return FormatReading(tuple(judged(page, found.reason) for page in pages), lines)
