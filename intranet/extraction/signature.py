"""Who signed, in which position and on whose behalf."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intranet.extraction.header import heading_in
from intranet.extraction.values import Fact, Line

BLOCK_LINES = 14
NEAR_RECIPIENTS = 30
MARK = re.compile(
    r"^(?P<mark>TM|T/M|KT|K/T|TL|T/L|TUQ|T/UQ|Q|QUYỀN)(?:\.|(?<=[/][MTL])\s|\s(?=[A-ZĐ]{2}))\s*(?P<of>.*)$"
)
MARKS = {
    "TM": "TM.",
    "T/M": "TM.",
    "KT": "KT.",
    "K/T": "KT.",
    "TL": "TL.",
    "T/L": "TL.",
    "TUQ": "TUQ.",
    "T/UQ": "TUQ.",
    "Q": "Q.",
    "QUYỀN": "Q.",
}
POSITIONS = (
    "Tổng Bí thư|Phó Bí thư Thường trực|Phó Bí thư|Bí thư|Phó Thủ tướng|Thủ tướng|Phó Chủ tịch Quốc hội"
    "|Chủ tịch Quốc hội|Phó Chủ tịch Thường trực|Phó Chủ tịch nước|Chủ tịch nước|Phó Chủ tịch"
    "|Chủ tịch|Bộ trưởng, Chủ nhiệm|Bộ trưởng|Thứ trưởng Thường trực|Thứ trưởng|Phó Chủ nhiệm"
    "|Chủ nhiệm|Phó Giám đốc|Giám đốc|Phó Tổng Thanh tra|Tổng Thanh tra|Phó Chánh Thanh tra"
    "|Chánh Thanh tra|Phó Chánh Văn phòng|Chánh Văn phòng|Phó Trưởng Ban Thường trực"
    "|Phó Trưởng Ban|Trưởng Ban|Phó Trưởng phòng|Trưởng phòng|Phó Cục trưởng|Cục trưởng"
    "|Phó Vụ trưởng|Vụ trưởng|Phó Viện trưởng|Viện trưởng|Phó Thống đốc|Thống đốc"
    "|Phó Tổng Giám đốc|Tổng Giám đốc|Phó Tổng Kiểm toán|Tổng Kiểm toán|Phó Hiệu trưởng"
    "|Hiệu trưởng|Phó Chánh án|Chánh án|Phó Tổng cục trưởng|Tổng cục trưởng|Ủy viên|Tổng Thư ký"
    "|Phó Trưởng đoàn|Trưởng đoàn|Chi cục trưởng|Phó Chi cục trưởng|Chủ tọa|Thư ký"
)
BY_FORM = {re.sub(r"\s+", " ", name).upper(): name for name in POSITIONS.split("|")}
LONGEST_FIRST = sorted(BY_FORM, key=len, reverse=True)
SURNAMES = frozenset(
    [
        "Nguyễn",
        "Trần",
        "Lê",
        "Phạm",
        "Hoàng",
        "Huỳnh",
        "Phan",
        "Vũ",
        "Võ",
        "Đặng",
        "Bùi",
        "Đỗ",
        "Hồ",
        "Ngô",
        "Dương",
        "Lý",
        "Đinh",
        "Đoàn",
        "Trịnh",
        "Trương",
        "Lâm",
        "Mai",
        "Đào",
        "Cao",
        "Tô",
        "Hà",
        "Chu",
        "Lương",
        "Vương",
        "Triệu",
        "Nông",
        "Lò",
        "Vi",
        "Hứa",
        "Hoa",
        "Lưu",
        "Tạ",
        "Thái",
        "Châu",
        "Quách",
        "Kiều",
        "Tăng",
        "Phùng",
        "Đàm",
        "Đồng",
        "Nghiêm",
        "Khuất",
        "Lục",
        "Bế",
        "La",
        "Ma",
        "Mã",
        "Sầm",
        "Giàng",
        "Vàng",
        "Thào",
        "Sùng",
        "Mùa",
        "Quàng",
        "Cầm",
        "Bạc",
        "Điêu",
        "Hoàng",
        "Cà",
        "Tòng",
        "Lường",
        "Ninh",
        "Văn",
        "Trang",
        "Từ",
        "Doãn",
        "Bạch",
        "Thạch",
        "Sơn",
        "Kim",
        "Danh",
        "Uông",
        "Ông",
        "Mạc",
        "Thân",
        "Giáp",
        "Âu",
        "Hầu",
        "Chẩu",
        "Cư",
        "Siu",
        "Rơ",
        "Y",
        "H'",
        "Điểu",
        "Thị",
        "Tống",
        "Tưởng",
        "Viên",
        "Vi",
        "Ngọ",
        "Khương",
        "Phó",
        "Cù",
        "Bành",
        "Chử",
        "Diệp",
        "Đường",
        "Hàn",
        "Liễu",
    ]
)
NAME = re.compile(r"^[A-ZĐÀ-Ỹ][a-zđà-ỹ']*(?: [A-ZĐÀ-Ỹ][a-zđà-ỹ']*){1,4}$")
RANK = re.compile(
    r"^(?:\(?đã ký\)?|\[daky\]|(?:Thượng|Đại|Trung|Thiếu)\s+(?:tướng|tá|úy)|GS|PGS|TS|ThS|BS|Ts)"
    r"[.,:]*\s+(?=[A-ZĐÀ-Ỹ])",
    re.I,
)
RECIPIENTS = re.compile(r"^\W{0,2}Nơi\s+nhận", re.I)
FICTION = re.compile(r"^(?:Nguyễn|Trần|Lê) (?:Văn|Thị) [A-Z]$")


@dataclass(frozen=True)
class Signature:
    """One signature block as it is printed."""

    mark: Line | None
    mark_word: str | None
    position: Line | None
    title: str | None
    name: Line | None
    person: str | None


def signature_of(lines: Sequence[Line]) -> Signature | None:
    """The block of the paper itself: the one beside its recipients, not those of its annexes."""
    column = [line for line in lines if line.column != "left" or RECIPIENTS.match(line.text)]
    blocks = list(_blocks(column))
    named = [(at, block) for at, block in blocks if block.person]
    near = [i for i, line in enumerate(column) if RECIPIENTS.match(line.text)]
    for at, block in named:
        if any(abs(at - place) <= NEAR_RECIPIENTS for place in near[:1]):
            return block
    chosen = named or blocks
    return chosen[0][1] if chosen else None


def person_in(text: str) -> str | None:
    """The name if the line is only a person's name, without rank, degree or "(đã ký)"."""
    words = re.sub(r"\s+", " ", text).strip(" ./-*")
    while found := RANK.match(words):
        words = words[found.end() :]
    if words.isupper() and words.split()[0].title() in SURNAMES:
        words = words.title()
    if not NAME.match(words) or FICTION.match(words):
        return None
    return words if words.split()[0] in SURNAMES else None


def title_in(text: str) -> str | None:
    """The position in its usual spelling if the line is a position in capitals."""
    if text.upper() != text:
        return None
    words = re.sub(r"\s+", " ", text.replace("UỶ", "ỦY")).strip(" ./-*")
    for form in LONGEST_FIRST:
        if words == form or words.startswith((form + " ", form + ",")):
            return _spelled(words, form)
    return None


def _spelled(words: str, form: str) -> str | None:
    rest = words.removeprefix(form).strip(" ,")
    if not rest:
        return BY_FORM[form]
    follower = title_in(rest)
    if follower:
        return f"{BY_FORM[form]}, {follower}"
    return BY_FORM[form] if len(rest.split()) <= 7 else None


def _blocks(lines: Sequence[Line]) -> Iterator[tuple[int, Signature]]:
    index = 0
    while index < len(lines):
        text = lines[index].text
        if (MARK.match(text) and text.upper() == text) or _opens(lines, index):
            block, used = _block(lines[index : index + BLOCK_LINES])
            if block.person or block.mark:
                yield index, block
            index += used
        else:
            index += 1


def _opens(lines: Sequence[Line], index: int) -> bool:
    """A position in capitals opens a block when a name follows before anything else."""
    return title_in(lines[index].text) is not None and len(lines[index].text) < 60


def _block(lines: Sequence[Line]) -> tuple[Signature, int]:
    mark = position = name = None
    word = title = person = None
    used = 1
    for offset, line in enumerate(lines):
        found = MARK.match(line.text) if line.text.upper() == line.text else None
        if found and not word:
            mark, word = line, MARKS[found.group("mark")]
        elif not found and (new := title_in(line.text)):
            position, title = line, new
        elif person := person_in(line.text):
            name, used = line, offset + 1
            break
        elif offset and (heading_in(line) or _is_prose(line)):
            break
    return Signature(mark, word, position, title, name, person), used


def _is_prose(line: Line) -> bool:
    return len(line.text) > 70 or line.text.startswith(("Điều ", "Căn cứ"))


def fact_of(line: Line | None, value: str | None, confidence: float) -> Fact | None:
    """The fact that stands in this line, if both were found."""
    return Fact(value, confidence, line.box) if line and value else None
