"""Text whose fonts are not known: old letters are found by how many words become syllables."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from intranet.extraction.formats.font_runs import NAMES
from intranet.language.text.legacy_encodings import (
    DECODERS,
    TextEncoding,
    detect_encoding,
    tcvn3_to_unicode,
)

CAPITALS, SMALL = re.compile("[A-Z]"), re.compile("[a-z]")
FEWEST_CAPITALS = 3
CONVERTED = "Chữ mã {name} (nhận ra theo âm tiết) đã được chuyển sang Unicode."


@dataclass(frozen=True)
class LegacyConversion:
    """How a text is to be converted, and the Vietnamese sentence that says so (or nothing)."""

    convert: Callable[[str], str] = str
    reason: str = ""


def by_statistics(text: str) -> LegacyConversion:
    """What the letters of a whole page or sheet are coded in; plain when it is Unicode."""
    encoding = detect_encoding(text).encoding
    if encoding in DECODERS:
        convert = _with_capitals if encoding is TextEncoding.TCVN3 else DECODERS[encoding]
        return LegacyConversion(convert, CONVERTED.format(name=NAMES[encoding]))
    return LegacyConversion()


def _with_capitals(text: str) -> str:
    """TCVN3 in Unicode. It has no capitals with tones: a line of capitals stood in a font that
    draws them, so its small letters are capitals too."""
    lines = tcvn3_to_unicode(text).split("\n")
    return "\n".join(line.upper() if _is_raised(line) else line for line in lines)


def _is_raised(line: str) -> bool:
    return len(CAPITALS.findall(line)) >= FEWEST_CAPITALS and not SMALL.search(line)
