"""Bytes of RTF as letters: by the code page of the font, or of the document."""

import codecs
from contextlib import suppress
from dataclasses import dataclass

from intranet.language.text.legacy_encodings import encoding_of_font

CHARSETS = {
    0: "cp1252",
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
SYMBOLS = 2
NUMBERED = {10000: "mac_roman", 65001: "utf-8", 0: "cp1252"}


@dataclass(frozen=True)
class RtfFont:
    """A font of the table: its name and the number of its character set (-1: not said)."""

    name: str = ""
    charset: int = -1


def page_of_codes(number: int) -> str:
    """The Python name of a code page; Western when it is unknown."""
    name = NUMBERED.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def decoded(data: bytes, font: RtfFont, codes: str) -> str:
    """The letters of some bytes in a font.

    Old Vietnamese fonts claim any character set; their bytes are handed on as Western letters,
    which is what the conversion by font expects. Signs of symbol fonts are no letters.
    """
    if encoding_of_font(font.name):
        return data.decode("latin-1")
    if font.charset == SYMBOLS:
        return data.decode("ascii", "ignore") if data.isascii() and len(data) > 1 else ""
    if not data.isascii():
        with suppress(UnicodeDecodeError):  # some programs write it as it is
            return data.decode("utf-8")
    return data.decode(CHARSETS.get(font.charset, codes), "replace")
