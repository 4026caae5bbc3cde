"""What the Office is shown of a question: its wording without what may name a person."""

import re

from intranet.language.text.normalization import canonical

HIDDEN = "…"
NUMBER = re.compile(r"\+?\d(?:[ .\-]?\d){8,14}")
MAIL = re.compile(r"(?<![\w.+\-])[\w.+\-]{1,64}+@[\w.\-]{1,200}+")
CAPITAL = "A-ZÀ-ÖØ-ÝĂĐĨŨƠƯ" + "".join(filter(str.isupper, map(chr, range(0x1EA0, 0x1EFA))))
NAME = re.compile(
    rf"\b((?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú|[Bb]ác|[Đđ]ồng chí|[Đđ]/c))"
    rf"(?: [{CAPITAL}]\w{{0,12}}){{1,5}}"
)
DAY = re.compile(r"\b\d{1,2}[./\-]\d{1,2}[./\-]\d{4}\b")


def masked(words: str) -> str:
    """The words with long numbers, addresses and names behind "ông", "bà" … put out of sight."""
    plain = MAIL.sub(HIDDEN, canonical(words))
    days = DAY.findall(plain)
    plain = NUMBER.sub(HIDDEN, DAY.sub("\0", plain))
    for day in days:
        plain = plain.replace("\0", day, 1)
    return NAME.sub(rf"\1 {HIDDEN}", plain)
