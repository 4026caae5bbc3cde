"""Bytes and text of an undeclared encoding in Unicode: from Windows-1258, TCVN3, VNI or VISCII.

Without fonts old encodings are told by how many words become syllables.
"""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass

from intranet.extraction.layout.paragraphs import composed
from intranet.language.text import legacy_encodings as codes
from intranet.language.text.syllables import marked_share

HEAD = 4096
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# VISCII puts six letters where others have signs for machines.
SIGNS_FOR_MACHINES = re.compile(b"[\x00\x01\x03\x04\x07\x0e-\x13\x15-\x18\x1a\x1c\x1d\x7f]")
RARE_SIGNS = re.compile(b"[\x02\x05\x06\x14\x19\x1e]")
MOST_RARE = 0.02
CONVERTED_1258 = "Chữ mã Windows-1258 đã được chuyển sang Unicode."
CAPITALS, SMALL = re.compile("[A-Z]"), re.compile("[a-z]")
FEWEST_CAPITALS = 3
CONVERTED_BY_SYLLABLES = "Chữ mã {name} (nhận ra theo âm tiết) đã được chuyển sang Unicode."


@dataclass(frozen=True)
class DecodedText:
    """A text in Unicode (NFC) and the Vietnamese sentence on what was converted, or nothing."""

    text: str
    reason: str = ""


def looks_like_text(data: bytes) -> bool:
    """Whether these bytes are letters and not the inside of some program's file."""
    head = data[:HEAD]
    if encoding := unicode_of(data):
        letters = head.decode(encoding, "ignore")
        return not any(letter < " " and letter not in "\t\r\n\f\v" for letter in letters)
    rare = len(RARE_SIGNS.findall(head))
    return not SIGNS_FOR_MACHINES.search(head) and rare <= MOST_RARE * len(head)


def unicode_of(data: bytes) -> str | None:
    """The name of the Unicode encoding that the bytes are in, or None when they are in none."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return encoding
    if not data.startswith(b"\0") and (name := _bare_utf_16(data[:HEAD])):
        return name
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _bare_utf_16(head: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of common letters is zero."""
    even, odd = head[::2], head[1::2]
    if len(head) < 16:
        return None
    for name, zeros, letters in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros.count(0) > 0.3 * len(zeros) and letters.count(0) == 0:
            return name
    return None


def decode_bytes(data: bytes) -> DecodedText:
    """The text of bytes in any encoding that Vietnamese offices have used.

    What is not Unicode is tried in the codes before Unicode; where the syllables do not decide,
    it is Windows-1258 or Western, whichever makes more syllables.
    """
    if encoding := unicode_of(data):
        return decode_text(data.decode(encoding, "replace"))
    older = decode_text(data.decode("latin-1"))
    if older.reason:
        return older
    modern = composed(data.decode("cp1258", "replace"))
    western = data.decode("cp1252", "replace")
    if marked_share(modern).ratio >= marked_share(western).ratio:
        return DecodedText(modern, CONVERTED_1258)
    return DecodedText(composed(western))


def decode_text(text: str) -> DecodedText:
    """The text in Unicode where it is plainly in an older code, else as it is, in NFC."""
    convert, reason = by_statistics(text)
    return DecodedText(composed(convert(text)), reason)


def by_statistics(text: str) -> tuple[Callable[[str], str], str]:
    """How to convert a whole page or sheet by its letters, and the Vietnamese sentence on it."""
    encoding = codes.detect_encoding(text).encoding
    if encoding not in codes.DECODERS:
        return str, ""
    reason = CONVERTED_BY_SYLLABLES.format(name=codes.ENCODING_NAMES[encoding])
    is_tcvn3 = encoding is codes.TextEncoding.TCVN3
    return _with_capitals if is_tcvn3 else codes.DECODERS[encoding], reason


def _with_capitals(text: str) -> str:
    """TCVN3 in Unicode. It has no capitals with tones: a line of capitals stood in a font that
    draws them, so its small letters are capitals too."""
    lines = codes.tcvn3_to_unicode(text).split("\n")
    return "\n".join(
        line.upper()
        if len(CAPITALS.findall(line)) >= FEWEST_CAPITALS and not SMALL.search(line)
        else line
        for line in lines
    )
