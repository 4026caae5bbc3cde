"""How marks of secrecy are written: typed, spaced, damaged by recognition, or only spoken of.

Degrees (Law 117/2025/QH15): Mật, Tối mật, Tuyệt mật. Everything here works on canonical text.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intranet.language.text.fuzzy_matching import edit_distance
from intranet.language.text.normalization import canonical, fold

DEGREES = {"mat": "Mật", "toimat": "Tối mật", "tuyetmat": "Tuyệt mật"}
DEGREES |= {"m": "Mật", "tm": "Tối mật", "tum": "Tuyệt mật"}
MARK_WORDS = frozenset(("mật", "tốimật", "tuyệtmật"))
SHORT, LONGEST_LINE = "mat", 70
MOST_PIECES, LONGEST_PIECE = 8, 3
"""Of a mark written downwards: one letter a line, or one word."""

GAP = r"[\s.·_-]{0,3}"
"""What typists and recognition leave between the letters of one spaced word."""


def _spaced(word: str) -> str:
    return GAP.join(word)


MARK = rf"(?:(?:{_spaced('TUYỆT')}|{_spaced('TỐI')})[\s.·_-]{{1,6}})?{_spaced('MẬT')}"
DEGREE = r"(?:TUYỆT\s++MẬT|TỐI\s++MẬT|MẬT)"
IN_LINE = re.compile(rf"(?<![\w.,-])(?P<mark>{MARK})(?!\w)")
SUFFIX = re.compile(
    # Of blanks it reads on only from the first.
    r"(?:(?<!\s)|(?=\S))(?P<number>\d{0,5}+)[a-z]?+\s*+[/-]\s*+(?:\d{4}\s*+/\s*+)?[A-ZĐa-z]{1,6}"
    r"\s*+[-/]\s*+[A-ZĐ][A-Za-zĐ0-9.-]{0,40}\s*+\(\s*+(?P<mark>M|TM|TuM|[Mm]ật|[Tt]ối mật|"
    r"[Tt]uyệt mật|MẬT|TỐI MẬT|TUYỆT MẬT)\s*+\)"
)
OWN_NUMBER = re.compile(r"(?:^|\s)S[ỐỐốôoÔO]\s*+:?[.…_\s]*+$")
LIFTED = re.compile(rf"\W*{_spaced('GIẢI')}\s+{_spaced('MẬT')}\W*(?:Từ\b.*)?")
# Words that only speak of secrets. Those that end a line may go on in the next one.
SPOKEN_OF = re.compile(
    rf"(?:\b(?:BÍ|BẢO|GIẢI|CƠ|THÂN)|{_spaced('BÍ')}|{_spaced('BẢO')}|{_spaced('GIẢI')})"
    rf"\s++{_spaced('MẬT')}(?!\w)"
    rf"|\bĐỘ\s++{DEGREE}(?:(?:[ ]*+:[ ]*+|\s*+(?:,|;|-|/|VÀ|HOẶC|ĐẾN)\s*+(?:ĐỘ\s++)?){DEGREE})*+"
    rf"|\bDẤU\s++(?:CHỈ\s++)?(?:ĐỘ\s++)?{DEGREE}"
    r"|\bMẬT[ \t]++(?:KHẨU|MÃ|ĐỘ|THIẾT|THƯ|ONG|DANH|VỤ|ĐÀM|NGHỊ)\b",
    re.IGNORECASE,
)
# Capitals of other alphabets that look like Latin ones, as bad fonts and converters leave them.
TWINS = str.maketrans("МТОІУЕАΜΤΟΙΥΕΑᴍᴛᴏɪʏᴇᴀᴜ", "MTOIYEAMTOIYEAMTOIYEAU")
ADORNED = re.compile(
    "[\u0332-\u0338\u0305\u035f\u061c\u180e\u200e\u200f\u202a-\u202e\u2061-\u206f\u20d0-\u20f0\ufe00-\ufe0f]+"
)
"""Strokes through and under letters, frames around them, and signs that nobody sees."""
SURNAME = re.compile(
    r"\b(?:NGUYỄN|TRẦN|LÊ|PHẠM|HOÀNG|HUỲNH|PHAN|VŨ|VÕ|ĐẶNG|BÙI|ĐỖ|HỒ|NGÔ|DƯƠNG|LÝ|NÔNG|VI|LA|HÀ|"
    r"MA|LƯƠNG|TRIỆU|CHU|LỘC|HỨA)(?: [A-ZĐÀ-Ỹ]+){0,2} $"
)
DAMAGED_VOWEL = frozenset("ẬẤẦẨẪÂẶĂẠ")
WRONG_LETTERS = 1


@dataclass(frozen=True)
class SecrecyMark:
    """A mark in a line: its degree and how surely it is one."""

    degree: str | None
    sure: bool


def prepared(text: str) -> str:
    """The canonical text with full-width, mathematical and look-alike letters made plain Latin."""
    if text.isascii():
        return canonical(text)
    return canonical(unicodedata.normalize("NFKC", ADORNED.sub("", text.translate(TWINS))))


def without_talk(text: str) -> str:
    """The text with blanks in place of words that only speak of secrets; lines stay in place."""
    return SPOKEN_OF.sub(lambda spoken: re.sub(r"[^\n]", " ", spoken[0]), text)


def stacked(lines: Sequence[str]) -> Iterator[tuple[int, SecrecyMark]]:
    """Marks whose letters stand below each other, each with the line at which it begins."""
    pieces = [re.sub(r"[\W_]+", "", line) for line in lines]
    for start in range(len(pieces)):
        word = ""
        for piece in pieces[start : start + MOST_PIECES]:
            if not 0 < len(piece) <= LONGEST_PIECE:
                break
            word += piece
            if word != piece and word.lower() in MARK_WORDS and word[0].isupper():
                yield start, SecrecyMark(degree_of(word), word.isupper())


def degree_of(mark: str) -> str | None:
    """The degree that a mark names."""
    return DEGREES.get(re.sub(r"[\W_]", "", fold(mark)))


def alone(line: str, *, recognised: bool, small: bool = False) -> SecrecyMark | None:
    """The mark that is all there is in a line.

    Large letters or small ones with a large first (as Party documents type it); `small` ones alone
    where a mark stands. In recognised text lost or wrong accents still count: two words are sure,
    one short word is not.
    """
    bare = re.sub(r"[\W_\d]+", "", line)
    if not bare or len(bare) > len("tuyetmat") + WRONG_LETTERS:
        return None
    if not bare[0].isupper():
        return SecrecyMark(degree_of(bare), sure=True) if small and bare in MARK_WORDS else None
    if bare.lower() in MARK_WORDS:
        one_way = bare.isupper() or bare[1:].islower() or bare in ("TốiMật", "TuyệtMật")
        return SecrecyMark(degree_of(bare), one_way)
    return _damaged(bare) if recognised and bare.isupper() else None


def _damaged(bare: str) -> SecrecyMark | None:
    plain = fold(bare)
    if plain in DEGREES and len(plain) >= len(SHORT):
        return SecrecyMark(DEGREES[plain], plain != SHORT)
    for mark in ("toimat", "tuyetmat"):
        if _is_similar(plain, mark):
            return SecrecyMark(DEGREES[mark], False)
    damaged = DAMAGED_VOWEL & set(bare) and "a" in plain and _is_similar(plain, SHORT)
    m_or_t = plain[:1] == "m" or (plain[-2:] == "at" and len(plain) > 3)
    return SecrecyMark(DEGREES[SHORT], False) if damaged and m_or_t and len(plain) > 1 else None


def _is_similar(word: str, mark: str) -> bool:
    """Whether one letter more, less or other makes the word the mark."""
    return edit_distance(word, mark, WRONG_LETTERS) <= WRONG_LETTERS


def in_header(line: str) -> SecrecyMark | None:
    """The mark typed beside other words of a short header line; people may be called Mật."""
    mark = IN_LINE.search(line) if len(line) < LONGEST_LINE else None
    if mark is None:
        return None
    named = SURNAME.search(line[: mark.start()])
    return SecrecyMark(degree_of(mark["mark"]), named is None)
