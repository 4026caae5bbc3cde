"""Vietnamese sentences as the fonts of former offices held them, a byte for a letter."""

import unicodedata

from intranet.language.text.legacy_encodings import TCVN3, VISCII, VNI_ALONE, VNI_BASES, VNI_MARKS

TONES = "\u0300\u0301\u0303\u0309\u0323"
TO_TCVN3 = {letter: chr(code) for code, letter in TCVN3.items()}
TO_VISCII = {letter: chr(code) for code, letter in VISCII.items()}
TO_VNI = {
    **{letter: sign for sign, letter in VNI_ALONE.items()},
    **{
        unicodedata.normalize("NFC", VNI_BASES[base] + marks): base + sign
        for base, signs in VNI_MARKS.items()
        for sign, marks in signs.items()
    },
}
TO_VNI |= {
    letter.upper(): sign.upper() for letter, sign in TO_VNI.items() if letter.upper() != letter
}
TABLES = {".VnTime": TO_TCVN3, "VNI-Times": TO_VNI, "VISCII Times": TO_VISCII}
SENTENCE = "Ủy ban nhân dân tỉnh ban hành quyết định về việc kiểm tra, đôn đốc thực hiện nhiệm vụ."
SMALL = SENTENCE.lower()  # the old fonts of TCVN3 have no capital with a tone
LETTERS = [
    unicodedata.normalize("NFC", base + tone) for base in "aăâeêioôơuưy" for tone in ("", *TONES)
] + ["đ"]
ALL_LETTERS = [*LETTERS, *(letter.upper() for letter in LETTERS)]


def as_typed(text: str, font: str) -> str:
    """The text as Western letters, the way a file in that font carries it."""
    return "".join(TABLES[font].get(letter, letter) for letter in text)


def in_1258(text: str) -> bytes:
    """The text in Windows-1258, where a letter and its tone are two bytes."""
    out = b""
    for letter in unicodedata.normalize("NFC", text):
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            tones = "".join(part for part in parts if part in TONES)
            base = "".join(part for part in parts if part not in TONES)
            out += (unicodedata.normalize("NFC", base) + tones).encode("cp1258")
    return out
