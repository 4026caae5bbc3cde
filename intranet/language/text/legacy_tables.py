"""Letters of the encodings from before Unicode.

TCVN3 as the ABC fonts use it and the toned capitals of TCVN 5712-1, VISCII as RFC 1456, both
checked against the tables of glibc; VNI-Windows is a base letter followed by one mark.
"""

from intranet.language.table_files import table_rows

ROWS = table_rows(__file__, "legacy_letters.tsv")
TCVN3 = {int(byte, 16): letter for name, byte, letter in ROWS if name == "TCVN3"}
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
