"""Legal bases (căn cứ) of a document: its paragraphs "Căn cứ …" before the first article."""

import re
from collections.abc import Iterator, Sequence

from intranet.extraction.facts.header import DocumentHeader, words_of
from intranet.extraction.facts.subject import UNFINISHED
from intranet.extraction.values import Fact, Line, box_of
from intranet.language.bodies.document_types import TYPE_NAMES
from intranet.language.text.normalization import fold

# Recognition damages the marks: "Căn cư", "Can cứ".
BASIS = re.compile(r"^\W{0,3}can\s*cu\b(?!\s+vao\s+(?:tinh hinh|dieu kien))")
NEXT = re.compile(
    r"^\W{0,3}(?:can\s*cu|theo|xet|thuc hien|sau khi|tren co so|de|nham|chieu|trien khai|quoc hoi"
    r"|chinh phu|dieu\s+\w{1,4}\s*[.:]|chuong\s+[ivx]+|[ivx]+\s*[.-]|\d+\s*[.)])(?:\s|$)"
)
ENACTS = re.compile(
    r"^\W{0,3}(?:quyet (?:dinh|nghi)|nghi dinh|ra sac lenh|dieu\s+(?:1|i|thu nhat))\b"
)
KINDS = sorted(map(fold, (*TYPE_NAMES.values(), "Điều lệ", "Văn bản", "Quy ước")), key=len)
LEGAL = re.compile(rf"\b(?:{'|'.join(KINDS)})\b")
QUOTED = ("“", '"', "'")
MOST_LINES = 160
MOST_PARAGRAPH_LINES = 14
MOST_BASES = 60


def bases_of(header: DocumentHeader) -> tuple[Fact, ...]:
    """The legal bases in order, as printed and without their ends, each with its place."""
    paragraphs: list[list[Line]] = []
    open_one = False
    for line in header.below[:MOST_LINES]:
        folded = fold(line.text)
        if BASIS.match(folded) and line.text[:1] not in QUOTED and not line.text[:1].islower():
            paragraphs.append([line])
            open_one = not _is_whole(line)
        elif ENACTS.match(folded) and (paragraphs or not line.text[:1].islower()):
            if paragraphs:
                break
        elif open_one and _goes_on(paragraphs[-1], line, folded):
            paragraphs[-1].append(line)
            open_one = not _is_whole(line)
        else:
            open_one = False
    return tuple(_facts(paragraphs[:MOST_BASES]))


def _is_whole(line: Line) -> bool:
    """A paragraph of a Word file is one line; elsewhere its end mark closes it."""
    return line.text.endswith((";", ".", ":"))


def _goes_on(paragraph: Sequence[Line], line: Line, folded: str) -> bool:
    if len(paragraph) >= MOST_PARAGRAPH_LINES or paragraph[-1].box is None:
        return False
    if UNFINISHED.search(paragraph[-1].text) and not paragraph[-1].text.endswith(","):
        return True
    ended = paragraph[-1].text.endswith(",")
    return not (NEXT.match(folded) and (ended or line.text[:1].isupper()))


def _facts(paragraphs: Sequence[Sequence[Line]]) -> Iterator[Fact]:
    for paragraph in paragraphs:
        words = words_of(paragraph)
        if LEGAL.search(fold(words)):
            yield Fact(words.strip(" -–+*;,."), 0.9, box_of(paragraph))
