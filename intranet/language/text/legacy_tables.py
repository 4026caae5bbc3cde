"""Letters of the encodings from before Unicode.

TCVN3 as the ABC fonts use it and the toned capitals of TCVN 5712-1, VISCII as RFC 1456, both
checked against the tables of glibc; VNI-Windows is a base letter followed by one mark.
"""

from intranet.language.table_files import table_rows

ROWS = table_rows(__file__, "legacy_letters.tsv")
TCVN3 = {int(byte, 16): letter for name, byte, letter in ROWS if name == "TCVN3"}
VISCII = {int(byte, 16): letter for name, byte, letter in ROWS if name == "VISCII"}

VNI_BASES = {"ö": "ư", "ô": "ơ", **{letter: letter for letter in "aeouy"}}
VNI_ALONE = {
    "í": "í",
    "ì": "ì",
    "æ": "ỉ",
    "ó": "ĩ",
    "ò": "ị",
    "î": "ỵ",
    "ñ": "đ",
    "ö": "ư",
    "ô": "ơ",
}
# Marks that any vowel takes, those that also set a circumflex, those that also set a breve.
VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
VNI_CIRCUMFLEX = {
    "â": "\u0302",
    "á": "\u0302\u0301",
    "à": "\u0302\u0300",
    "å": "\u0302\u0309",
    "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
}
VNI_BREVE = {
    "ê": "\u0306",
    "é": "\u0306\u0301",
    "è": "\u0306\u0300",
    "ú": "\u0306\u0309",
    "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}
VNI_MARKS = {
    base: {
        **VNI_TONES,
        **(VNI_CIRCUMFLEX if base in "aeo" else {}),
        **(VNI_BREVE if base == "a" else {}),
    }
    for base in VNI_BASES
}
