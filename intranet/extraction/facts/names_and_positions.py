"""Names and positions of those who sign, told from other lines in the same place."""

import re

from intranet.language.text.normalization import fold
from intranet.language.text.syllables import is_syllable

POSITIONS = (
    "Tổng Bí thư|Phó Bí thư Thường trực|Phó Bí thư|Bí thư"
    "|Phó Thủ tướng|Thủ tướng|Phó Chủ tịch Quốc hội|Chủ tịch Quốc hội"
    "|Phó Chủ tịch Thường trực|Phó Chủ tịch nước|Chủ tịch nước|Phó Chủ tịch"
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
    """
    Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đoàn Trịnh
    Trương Lâm Mai Đào Cao Tô Hà Chu Lương Vương Triệu Nông Lò Vi Hứa Hoa Lưu Tạ Thái Châu
    Quách Kiều Tăng Phùng Đàm Đồng Nghiêm Khuất Lục Bế La Ma Mã Sầm Giàng Vàng Thào Sùng Mùa
    Quàng Cầm Bạc Điêu Cà Tòng Lường Ninh Văn Trang Từ Doãn Bạch Thạch Sơn Kim Danh Uông Ông
    Mạc Thân Giáp Âu Hầu Chẩu Cư Siu Rơ Y Điểu Thị Tống Tưởng Viên Ngọ Khương Phó Cù Bành
    Chử Diệp Đường Hàn Liễu Vy Lành Lộc Lăng Linh Phương Nình Liêu Lạc Lãnh Mông Nhan Sằm
    Thi Trình Tằng Phùn Chìu Bàn Tẩn Chảo Phàn Tráng Hờ Ly Nhâm Tôn Tiêu Cung Đới Lại Lều
    Mẫn Nhữ Ngụy Phí Quản Thiều Tào Trưng Vòng Lữ Vừ Sình Hạng Lầu Hảng Giang Chúng Đồ Ksor
    Nay Rcom Kpă Pơloong Bling Zơrâm
    """.split()  # noqa: SIM905 - a list of words, not of quotes
)
RANK = re.compile(
    r"^(?:\(?đã ký\)?|\[daky\]|(?:Thượng|Đại|Trung|Thiếu)\s+(?:tướng|tá|úy)|GS|PGS|TS|ThS|BS|Ts)"
    r"[.,:]*\s+(?=[A-ZĐÀ-Ỹ])",
    re.I,
)
NO_SURNAMES = frozenset(
    {"Nơi", "Họ", "Số", "Kính", "Phụ", "Ký", "Người", "Điều", "Mẫu", "Độc", "Lưu"}
)
FICTION = re.compile(r"^(?:Nguyễn|Trần|Lê) (?:Văn|Thị) [A-Z]$")


def person_in(text: str, *, expected: bool = False) -> str | None:
    """The name if the line is only a person's name, without rank, degree or "(đã ký)".

    Where a name is expected, under a position, its surname need not be a known one.
    """
    words = re.sub(r"\s+", " ", text).strip(" ./-*")
    while rank := RANK.match(words):
        words = words[rank.end() :]
    if words.isupper() and words.split()[0].title() in SURNAMES:
        words = words.title()
    parts = words.split()
    if not 2 <= len(parts) <= 5 or not all(map(_is_name_word, parts)) or FICTION.match(words):
        return None
    return words if parts[0] in SURNAMES or (expected and _is_plain(parts)) else None


def repaired_name(name: str) -> str:
    """The name with its surname in its only spelling: "Nguyên Thị Kim" is Nguyễn Thị Kim."""
    first, *rest = name.split()
    if first in SURNAMES:
        return name
    alike = [known for known in SURNAMES if fold(known) == fold(first)]
    return " ".join([alike[0], *rest]) if len(alike) == 1 else name


def _is_name_word(word: str) -> bool:
    return word.replace("'", "").isalpha() and word[0].isupper() and word[1:] == word[1:].lower()


def _is_plain(parts: list[str]) -> bool:
    return len(parts) >= 3 and parts[0] not in NO_SURNAMES and all(map(is_syllable, parts))


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
