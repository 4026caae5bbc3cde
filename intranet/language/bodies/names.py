"""Official names of issuing bodies, from the capitals of a header or the code of a symbol."""

import re
from collections.abc import Sequence

from intranet.language.alternatives import either
from intranet.language.bodies.codes import ISSUERS, issuer_of
from intranet.language.bodies.document_types import SymbolFamily
from intranet.language.bodies.places import PROVINCES
from intranet.language.bodies.symbol import Symbol
from intranet.language.table_files import table_rows
from intranet.language.text.fuzzy_matching import KnownPhrases, bare_characters
from intranet.language.text.normalization import canonical, tone_key
from intranet.language.text.syllables import is_syllable

# Names whose capitals no rule gives; ministries and Party bodies come with their codes.
OTHER_NAMES = [name for (name,) in table_rows(__file__, "body_names.txt")]
# Words of bodies that recognition damages, beside whole names and provinces.
WORDS_OF_BODIES = [word for (word,) in table_rows(__file__, "damaged_body_words.txt")]
UNIT_WORDS = "tỉnh|thành phố|huyện|quận|thị xã|thị trấn|phường|xã|đặc khu"
NAMED_UNIT = re.compile(rf"\b({UNIT_WORDS}) ((?:[^\W\d_]++ ?){{1,4}})$")
MINISTRY = re.compile(r"^(bộ|sở) ")
FIELD_OF_MINISTRY = re.compile(r"(^(?:bộ|sở) |, | và | - )(\w)")
FIELD = re.compile(r"^((?:phòng|tổng cục|cục|chi cục|vụ|trung tâm|ban|liên đoàn) )(\w)")
BEGINS_BELOW = re.compile(rf"^(?:{UNIT_WORDS}|và) ", re.IGNORECASE)
FIRST_WORD = "|".join(word for (word,) in table_rows(__file__, "first_words.txt"))
BODY_WORD = re.compile(rf"(?:(?:{FIRST_WORD})\b|TỔNG (?:BÍ THƯ|KIỂM TOÁN))", re.IGNORECASE)
EDGES = re.compile(r"^[\W_]++|(?<![^\w).])[^\w).]++$|(?<!_)_++$")
OPEN_ENDED = re.compile(r"(?:\b(?:và|của|ủy ban|uỷ ban|hội đồng)|[-,])$", re.IGNORECASE)
MOTTO = re.compile(r"CỘNG H\w{1,3} XÃ HỘI|ĐỘC LẬP|ĐẢNG CỘNG SẢN VIỆT NAM|CHỦ NGHĨA VIỆT NAM")


def _key(name: str) -> str:
    """A name as it is compared: lower case, either tone placement."""
    return " ".join(tone_key(word) for word in name.split())


NAMES = {
    _key(name): name
    for name in [*OTHER_NAMES, *(issuer.name for issuer in ISSUERS.values())]
    if name
}
LONGEST_FIRST = sorted(NAMES, key=len, reverse=True)
SPELLED_OUT = dict(table_rows(__file__, "abbreviated_body_words.tsv"))
PROVINCE_AT_END = re.compile(rf"\b{either(map(str.lower, PROVINCES))}$", re.IGNORECASE)
PROVINCE_NAMES = {_key(name): name for name in PROVINCES}

SHORT_WORDS = ("SỞ", "BỘ", "TỈNH", "XÃ", "HUYỆN", "PHƯỜNG", "CỤC")
RIGHT_SHORT_WORDS = {bare_characters(word): word for word in SHORT_WORDS}
WHOLE_NAMES = KnownPhrases(NAMES.values())
BY_LETTERS = {
    tuple(bare_characters(word) for word in name.split()): " ".join(name.split())
    for name in [*WORDS_OF_BODIES, *PROVINCES, *NAMES.values()]
}
LONGEST_KNOWN = max(map(len, BY_LETTERS))


def body_name(lines: Sequence[str], *, damaged: bool = False) -> str | None:
    """The official name of the issuer from header lines in capitals, the parent's first.

    A name broken over lines is joined: "ỦY BAN NHÂN DÂN", "TỈNH LẠNG SƠN" give
    "Ủy ban nhân dân tỉnh Lạng Sơn". Of `damaged` lines, such as recognised ones, the letters of
    known names are mended. None if no line names a body.
    """
    bodies: list[str] = []
    for line in lines:
        plain = " ".join(EDGES.sub("", canonical(line)).split())
        plain = repaired_names(plain) if damaged else plain
        if len(plain) < 3 or MOTTO.search(plain.upper()):
            continue
        if bodies and (_continues(bodies[-1], plain) or not (damaged or BODY_WORD.match(plain))):
            bodies[-1] += f" {plain}"
        else:
            bodies.append(plain)
    named = next((body for body in reversed(bodies) if BODY_WORD.match(body)), None)
    return _official(named) if named else None


def joint_names(lines: Sequence[str], *, damaged: bool = False) -> str | None:
    """The bodies of a joint document, printed one below the other; None if it is only one."""
    names = [body_name([line], damaged=damaged) for line in lines]
    if len(names) < 2 or not all(name in NAMES.values() for name in names):
        return None
    return " - ".join(name for name in names if name)


def _continues(above: str, line: str) -> bool:
    """Whether a line goes on with the name above it instead of naming the next body."""
    broken = BEGINS_BELOW.match(line) or OPEN_ENDED.search(above)
    one_name = _key(line) in PROVINCE_NAMES or _key(f"{above} {line}") in NAMES
    return bool(broken) or one_name


def repaired_names(line: str) -> str:
    """The line with its known names spelled right: "HỘI ĐÒNG … KHUYÉN HỌC", "BINH THUAN"."""
    if whole := WHOLE_NAMES.nearest(line):
        return whole.upper()
    words = line.replace("_", " ").split()
    letters = [bare_characters(word) for word in words]
    if letters and letters[0] in RIGHT_SHORT_WORDS:
        words[0] = RIGHT_SHORT_WORDS[letters[0]]
    at = 0
    while at < len(words):
        length = _known_length(letters, at)
        if length:
            known = BY_LETTERS[tuple(letters[at : at + length])]
            words[at : at + length] = known.upper().split()
        at += max(length, 1)
    return " ".join(words)


def _known_length(letters: Sequence[str], at: int) -> int:
    lengths = range(min(LONGEST_KNOWN, len(letters) - at), 0, -1)
    return next((n for n in lengths if tuple(letters[at : at + n]) in BY_LETTERS), 0)


def body_of_symbol(symbol: Symbol) -> str | None:
    """The body that the first code of the symbol names by itself; None where headers must tell."""
    if symbol.family is SymbolFamily.ASSEMBLY:
        standing = symbol.body.startswith("UBTV")
        return "Ủy ban Thường vụ Quốc hội" if standing else "Quốc hội"
    issuer = issuer_of(symbol.issuer)
    return issuer.name if issuer else None


def _official(capitals: str) -> str:
    """The name in sentence case with the capitals that its proper names have."""
    name = " ".join(SPELLED_OUT.get(word, _lowered(word)) for word in capitals.split())
    if whole := NAMES.get(_key(name)):
        return whole
    name = _with_known_parts(name)
    if MINISTRY.match(name):  # the first word of each of its fields is written large
        name = FIELD_OF_MINISTRY.sub(lambda part: part[1] + part[2].upper(), name)
    name = FIELD.sub(lambda part: part[1] + part[2].upper(), name)
    name = NAMED_UNIT.sub(lambda unit: f"{unit[1]} {_place(unit[2])}", name)
    name = PROVINCE_AT_END.sub(lambda end: _place(end[0]), name)
    name = name.replace("việt nam", "Việt Nam")
    name = name.replace("thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh")  # its own spelling
    return name[0].upper() + name[1:]


def _lowered(word: str) -> str:
    """The word in lower case, unless it is an abbreviation and not a syllable."""
    return word if word.isalpha() and not is_syllable(word) else word.lower()


def _with_known_parts(name: str) -> str:
    """The name with each known body inside it spelled as that body is."""
    words = name.split()
    keys = [tone_key(word) for word in words]
    for known in LONGEST_FIRST:
        parts = known.split()
        for start in range(len(keys) - len(parts) + 1):
            if keys[start : start + len(parts)] == parts:
                words[start : start + len(parts)] = NAMES[known].split()
    return " ".join(words)


def _place(words: str) -> str:
    plain = words.strip()
    return PROVINCE_NAMES.get(_key(plain)) or " ".join(word.capitalize() for word in plain.split())
