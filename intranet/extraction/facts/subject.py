"""The subject (trích yếu): the lines under the heading, or "V/v …" under the number."""

import re
from collections.abc import Sequence

from intranet.extraction.facts import header as headers
from intranet.extraction.facts.header import DocumentHeader
from intranet.extraction.facts.number_and_date import CollectionTitle
from intranet.extraction.values import Fact, Line, box_of
from intranet.language.text.normalization import fold

MOST_LINES = 14
CLEAR_GAP = 0.95
BODY = re.compile(
    r"^[-–+*]?\s*(?:Căn\s*cứ|Thực hiện|Thi hành|Xét\b|Theo\b|Kính gửi|Để |Nhằm|Trong |Ngày |Sau |"
    r"Trên cơ sở|Điều 1\b|Chương I\b|CHƯƠNG I\b|Phần |PHẦN |I\s*[.\-]|1\s*[.\-]|\(?Kèm theo|"
    r"\(?Ban hành kèm|\(Tiếp theo|Luật này|Chú thích)",
)
ISSUER = re.compile(
    r"^(?:THỦ TƯỚNG|CHỦ TỊCH|CHÍNH PHỦ|QUỐC HỘI|BỘ TRƯỞNG|BỘ CHÍNH TRỊ|ỦY BAN|UỶ BAN|HỘI ĐỒNG|"
    r"GIÁM ĐỐC|CHÁNH|TỔNG|BAN THƯỜNG VỤ|BAN CHẤP HÀNH|TRƯỞNG BAN|CỤC TRƯỞNG|VIỆN TRƯỞNG|CHỦ NHIỆM|"
    r"THỐNG ĐỐC|HIỆU TRƯỞNG|TRƯỞNG|BAN BÍ THƯ)\b",
)
NAMES_ISSUER = re.compile(r"\sCỦA\s", re.I)
SUBJECT_CUE = re.compile(r"^\(?(?:ve|v/v)\b")
UNFINISHED = re.compile(r"(?:\b(?:của|và|về|các|trong|theo|tại|cho|với|từ|đến)|[,;-])$", re.I)
NUMBER_LINE = re.compile(r"^\W{0,2}(?:(?:Luật|Bộ luật|Pháp lệnh)\s+)?Số\b\s*:?", re.I)
ABOUT = re.compile(r"(?:^|\s)V/v\s*:?\s*", re.I)
PARTY = re.compile(r"ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM", re.I)
DATED = r",\s*(?:ngày|tháng)\b"
BESIDE = re.compile(f"{headers.MOTTO.pattern}|{DATED}|{headers.ADDRESSED.pattern}", re.I)


def subject_of(header: DocumentHeader, title: CollectionTitle | None = None) -> Fact | None:
    """The subject, in the words of the document; letters keep their "V/v"."""
    if title is not None:
        return Fact(_tidy(title.subject), 0.85, title.box) if len(title.subject) > 3 else None
    if header.heading and (heading := header.heading_line):
        if headers.LONGER.match(heading.text) and headers.heading_in(heading) is None:
            return _inline(heading, header.below)
        lines = _under_heading(_after_issuer(header), ())
        if both := headers.TOGETHER.match(heading.text):
            return Fact(_tidy(both["rest"]), 0.85, heading.box)
        return _inline(heading, ()) or _fact(lines, 0.9 if len(lines) <= 6 else 0.7)
    return _subject_mark(header.above) or _party_letter(header)


def _after_issuer(header: DocumentHeader) -> Sequence[Line]:
    """The lines below the heading without the rest of an issuer that the heading named."""
    if header.heading == "VĂN BẢN HỢP NHẤT":
        # The consolidated document prints its own kind below the words of the collection.
        kinds = (at for at, line in enumerate(header.below[:14]) if headers.heading_in(line))
        return header.below[next(kinds, -1) + 1 :]
    if header.heading_line and NAMES_ISSUER.search(header.heading_line.text):
        for at, line in enumerate(header.below[:3]):
            above = header.below[max(at - 1, 0)].text
            if SUBJECT_CUE.match(fold(line.text)) and _is_capitals(above):
                return header.below[at:]
    return header.below


def _inline(heading: Line, below: Sequence[Line]) -> Fact | None:
    """The subject that begins in the heading line itself, and what of it stands below."""
    if inline := re.match(r"^[^a-z]*?\s(?P<rest>(?:V/V|VỀ)\s(?s:.+))", heading.text):
        return Fact(inline.group("rest"), 0.7, heading.box)
    longer = headers.LONGER.match(heading.text) if headers.heading_in(heading) is None else None
    if longer is None or longer["name"].startswith("PHIẾU"):
        return None  # a routing slip says its matter in its table
    lines = _under_heading(below, (heading,))
    words = " ".join(line.text for line in lines)[longer.start("rest") :]
    return Fact(_tidy(words), 0.7, box_of(lines))


def _under_heading(below: Sequence[Line], begun: Sequence[Line]) -> list[Line]:
    taken = list(begun)
    for line in below:
        if headers.SEPARATOR.match(line.text) or len(taken) >= MOST_LINES:
            break
        if NUMBER_LINE.match(line.text) and not taken:
            continue
        if headers.ADDRESSED.match(line.text) or (taken and _ends(taken[-1], line)):
            break
        if not taken and (_is_issuer(line.text) or re.match(r"^Căn\s*cứ", line.text)):
            break
        taken.append(line)
    return taken


def _ends(last: Line, line: Line) -> bool:
    is_text = line.box is None and not line.centred and not line.bold
    if line.gap >= CLEAR_GAP or (last.bold and not line.bold) or (last.centred and is_text):
        return True
    if UNFINISHED.search(last.text):
        return False
    return bool(BODY.match(line.text)) or _is_issuer(line.text) or last.text.endswith(".")


def _is_capitals(text: str) -> bool:
    return len(text) >= 4 and text.upper() == text


def _is_issuer(text: str) -> bool:
    """Such a line opens the body: "CHỦ TỊCH …", in a telegram "CHỦ TỊCH … điện:"."""
    return _is_capitals(text.removesuffix(" điện:")) and ISSUER.match(text) is not None


def _subject_mark(above: Sequence[Line]) -> Fact | None:
    for index, line in enumerate(above):
        if cue := ABOUT.search(line.text):
            lines = [line, *_rest_of_column(above[index + 1 :], line)]
            words = " ".join(part.text for part in lines)[cue.start() :]
            words = headers.MOTTO.split(words.strip())[0].strip(" _-*")
            return Fact(_tidy(words), 0.9, box_of(lines))
    return None


def _rest_of_column(lines: Sequence[Line], first: Line) -> list[Line]:
    rest: list[Line] = []
    for line in lines:
        # An urgency mark or a body; a symbol has digits.
        capitals = _is_capitals(line.text) and not re.search(r"\d", line.text)
        if capitals or line.column != first.column or line.gap > 2 or BESIDE.search(line.text):
            break
        rest.append(line)
    return rest


def _party_letter(header: DocumentHeader) -> Fact | None:
    """A Party letter says its subject under its number, without "V/v"."""
    above = header.above
    at = next((i for i, line in enumerate(above) if NUMBER_LINE.match(line.text)), None)
    if at is None or not header.addressed or not PARTY.search(header.text):
        return None
    return _fact(_rest_of_column(above[at + 1 :], above[at]), 0.75)


def _fact(lines: Sequence[Line], confidence: float) -> Fact | None:
    words = _tidy(headers.words_of(lines))
    return Fact(words, confidence, box_of(lines)) if len(words) >= 3 else None


def _tidy(words: str) -> str:
    return " ".join(words.split()).strip(" _*-–:").removesuffix("./.").strip()
