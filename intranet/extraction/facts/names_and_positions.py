"""Names and positions of those who sign, told from other lines in the same place."""

import re

from intranet.language.table_files import table_rows
from intranet.language.text.normalization import fold
from intranet.language.text.syllables import is_syllable

POSITIONS = [name for (name,) in table_rows(__file__, "positions.txt")]
SURNAMES = frozenset(name for (name,) in table_rows(__file__, "surnames.txt"))
BY_FORM = {re.sub(r"\s+", " ", name).upper(): name for name in POSITIONS}
LONGEST_FIRST = sorted(BY_FORM, key=len, reverse=True)
RANK = re.compile(
    r"^(?:\(?đã ký\)?|\[daky\]|(?:Thượng|Đại|Trung|Thiếu)\s+(?:tướng|tá|úy)|GS|PGS|TS|ThS|BS|Ts)"
    r"[.,:]*\s+(?=[A-ZĐÀ-Ỹ])",
    re.I,
)
LONGEST_NAMED = 300  # letters: longer is running text, neither a name nor a position
NO_SURNAMES = {"Nơi", "Họ", "Số", "Kính", "Phụ", "Ký", "Người", "Điều", "Mẫu", "Độc", "Lưu"}
FICTION = re.compile(r"^(?:Nguyễn|Trần|Lê) (?:Văn|Thị) [A-Z]$")


def person_in(text: str, *, expected: bool = False) -> str | None:
    """The name if the line is only a person's name, without rank, degree or "(đã ký)".

    Where a name is expected, under a position, its surname need not be a known one.
    """
    if len(text) > LONGEST_NAMED:
        return None
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
    if len(text) > LONGEST_NAMED or text.upper() != text:
        return None
    words = re.sub(r"\s+", " ", text.replace("UỶ", "ỦY")).strip(" ./-*")
    opens = (form for form in LONGEST_FIRST if f"{words} ".startswith((f"{form} ", f"{form},")))
    form = next(opens, None)
    return _spelled(words, form) if form else None


def _spelled(words: str, form: str) -> str | None:
    rest = words.removeprefix(form).strip(" ,")
    if not rest:
        return BY_FORM[form]
    if follower := title_in(rest):
        return f"{BY_FORM[form]}, {follower}"
    return BY_FORM[form] if len(rest.split()) <= 7 else None
