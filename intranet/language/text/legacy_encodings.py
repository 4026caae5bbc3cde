"""Text in codes from before Unicode (TCVN3, VNI, VISCII, Windows-1258): recognised and converted.

Such text reaches us as if each byte were a Western letter: "Uû ban nh©n d©n". TCVN3 as the ABC
fonts use it and the toned capitals of TCVN 5712-1, VISCII as RFC 1456, both checked against the
tables of glibc; VNI-Windows is a base letter followed by one mark.
"""

import enum
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from intranet.language.alternatives import either
from intranet.language.table_files import table_rows
from intranet.language.text.syllables import is_syllable, marked_share

ROWS = table_rows(__file__, "legacy_letters.tsv")
TCVN3 = {int(byte, 16): letter for name, byte, letter in ROWS if name == "TCVN3"}
CP1258 = {n: letter for n in range(128, 256) if (letter := bytes([n]).decode("cp1258", "ignore"))}
VISCII = {int(byte, 16): letter for name, byte, letter in ROWS if name == "VISCII"}

VNI_BASES = {"ö": "ư", "ô": "ơ", **{letter: letter for letter in "aeouy"}}
VNI_ALONE = dict(zip("íìæóòîñöô", "íìỉĩịỵđươ", strict=True))
TONES = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
# Marks that any vowel takes, those that also set a circumflex, those that also set a breve.
VNI_TONES = dict(zip("ùøûõï", TONES[1:], strict=True))
VNI_CIRCUMFLEX = {sign: f"\u0302{tone}" for sign, tone in zip("âáàåãä", TONES, strict=True)}
VNI_BREVE = {sign: f"\u0306{tone}" for sign, tone in zip("êéèúüë", TONES, strict=True)}
VNI_MARKS = {
    base: VNI_TONES | (VNI_CIRCUMFLEX if base in "aeo" else {}) | (VNI_BREVE if base == "a" else {})
    for base in VNI_BASES
}
VNI_LETTERS = VNI_ALONE | {
    base + sign: unicodedata.normalize("NFC", VNI_BASES[base] + mark)
    for base, marks in VNI_MARKS.items()
    for sign, mark in marks.items()
}
VNI_SIGNS = re.compile(either(VNI_LETTERS), re.IGNORECASE)

FEWEST_WORDS = 3
UNICODE_SHARE = 0.80
LEGACY_SHARE = 0.85
GAIN = 0.25

SUBSET = r"(?:[A-Z]{6}\+)?"
CAPITALS_FONT = re.compile(r"H(?:$|[,\-\s])")
# Western letters and signs that Vietnamese in Unicode hardly ever needs, old codes all the time.
FOREIGN_SIGNS = re.compile(r"[¡-§©-\u00ad¯-¶¸-¿ÄÅÆÇËÎÏÐÑÖØÛÜÞßäåæçëîïðñöøûüþÿŒœŠšŽžŸƒ†‡‰]")
WRONG_D = re.compile(r"\b[^\W\d_ñÑ]*+[ñÑ][^\W\d_]*+\b")
RIGHT_D = str.maketrans("ñÑ", "đĐ")


class TextEncoding(enum.Enum):
    """How the letters of a text are coded."""

    UNICODE = "unicode"
    TCVN3 = "tcvn3"
    VNI = "vni"
    VISCII = "viscii"
    CP1258 = "cp1258"
    UNKNOWN = "unknown"


ENCODING_NAMES = {
    TextEncoding.TCVN3: "TCVN3",
    TextEncoding.VNI: "VNI",
    TextEncoding.VISCII: "VISCII",
    TextEncoding.CP1258: "Windows-1258",
}
"""How people call the encodings that can be converted."""


FONTS = {
    TextEncoding.TCVN3: re.compile(rf"{SUBSET}\.?Vn[A-Z]\w*"),
    TextEncoding.VNI: re.compile(rf"{SUBSET}VNI[-_ ]", re.IGNORECASE),
    TextEncoding.VISCII: re.compile(rf"{SUBSET}VISCII", re.IGNORECASE),
}


@dataclass(frozen=True)
class DetectedEncoding:
    """A text with the encoding it came in; an unknown one is left as it was."""

    encoding: TextEncoding
    text: str


def tcvn3_to_unicode(text: str, capitals: bool = False) -> str:
    """TCVN3 text in Unicode; capitals for fonts that draw small letters as large (.VnTimeH)."""
    decoded = _by_table(text, TCVN3)
    return decoded.upper() if capitals else decoded


def cp1258_to_unicode(text: str) -> str:
    """Windows-1258 text in Unicode: a letter and its tone, two bytes there, become one letter."""
    letters = (CP1258.get(_byte(sign), sign) for sign in text)
    return unicodedata.normalize("NFC", "".join(letters))


def vni_to_unicode(text: str) -> str:
    """VNI-Windows text in Unicode: a base letter and its mark become one letter."""

    def letter(signs: re.Match[str]) -> str:
        decoded = VNI_LETTERS[signs[0].lower()]
        return decoded.upper() if signs[0][0].isupper() else decoded  # the base decides the case

    return unicodedata.normalize("NFC", VNI_SIGNS.sub(letter, text))


def detect_encoding(text: str) -> DetectedEncoding:
    """The encoding of a page and its text in Unicode, judged by how many words are syllables.

    Give whole pages, not lines, before any other cleaning: the soft hyphen is a letter in TCVN3.
    """
    raw = marked_share(text)
    composed = unicodedata.normalize("NFC", text)
    if raw.counted < FEWEST_WORDS or raw.ratio >= UNICODE_SHARE:
        return DetectedEncoding(TextEncoding.UNICODE, composed)
    tried = [DetectedEncoding(encoding, decode(text)) for encoding, decode in DECODERS.items()]
    shares = [marked_share(candidate.text).ratio for candidate in tried]
    best = max(shares)
    if best >= LEGACY_SHARE and best - raw.ratio >= GAIN:
        return tried[shares.index(best)]
    return DetectedEncoding(TextEncoding.UNKNOWN, text)


def mistaken_d(text: str) -> str:
    """The text with đ for ñ when that makes syllables of its words; unchanged otherwise."""
    if "ñ" not in text and "Ñ" not in text:
        return text
    words = [word for word in WRONG_D.findall(text) if word.strip("ñÑ")]
    if len(words) < FEWEST_WORDS:
        return text
    mended = [with_d(word) for word in words]
    return with_d(text) if sum(map(is_syllable, mended)) > 0.8 * len(words) else text


def with_d(text: str) -> str:
    """The text with đ and Đ wherever ñ and Ñ stand."""
    return text.translate(RIGHT_D)


def encoding_of_font(font: str) -> TextEncoding | None:
    """The old encoding of fonts with this name: .VnTime, VNI-Times, VISCII…; None for others."""
    return next((code for code, pattern in FONTS.items() if pattern.match(font)), None)


def decode_run(text: str, font: str) -> str:
    """A run of text in Unicode as its font's name demands; .VnTimeH draws capitals."""
    encoding = encoding_of_font(font)
    if encoding is TextEncoding.TCVN3:
        return tcvn3_to_unicode(text, capitals=bool(CAPITALS_FONT.search(font)))
    return DECODERS[encoding](text) if encoding else text


DECODERS: Mapping[TextEncoding, Callable[[str], str]] = {
    TextEncoding.TCVN3: tcvn3_to_unicode,
    TextEncoding.VNI: vni_to_unicode,
    TextEncoding.VISCII: lambda text: _by_table(text, VISCII),
    TextEncoding.CP1258: cp1258_to_unicode,
}


def _by_table(text: str, table: Mapping[int, str]) -> str:
    return "".join(table.get(_byte(sign), sign) for sign in text)


def _byte(sign: str) -> int:
    """The byte that was misread as this Western letter; -1 for letters of no Western byte."""
    if ord(sign) < 256:
        return ord(sign)
    try:
        return sign.encode("cp1252")[0]
    except UnicodeEncodeError:
        return -1
