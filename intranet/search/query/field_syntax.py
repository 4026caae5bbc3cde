"""The key:value parts of a query and what each narrows to: cap: loai: co-quan: tu: den: …"""

import calendar
import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l

from intranet.language.bodies.codes import ISSUERS
from intranet.language.bodies.document_types import TYPE_BY_NAME
from intranet.language.bodies.levels import Level
from intranet.language.symbols.parsing import lookup_key
from intranet.language.text.normalization import fold
from intranet.search.analysis import analyse, distinct
from intranet.search.fields import Field
from intranet.search.query.references import kinds_of, plain, references_in
from intranet.search.query.tree import And, DayRange, Prefix, Query, Term, either


class Key(enum.Enum):
    """What a part of a query narrows; the value is how its key is typed."""

    SYMBOL = "ký-hiệu"
    LEVEL = "cấp"
    KIND = "loại"
    BODY = "cơ-quan"
    SIGNER = "người-ký"
    FROM = "từ"
    UNTIL = "đến"
    TOPIC = "chủ-đề"
    UNREAD = "chưa-đọc"


DAY_KEYS = (Key.FROM, Key.UNTIL)
"""Keys of days; of a year or month the first and the last day."""
KEYS = {name: key for key in Key for name in (key.value, fold(key.value))}
# The first is how a level is written in a query: the same in every language.
LEVEL_NAMES = {
    Level.CENTRAL: ("trung ương", "tw"),
    Level.PROVINCIAL_PARTY: ("tỉnh ủy", "tu", "đảng"),
    Level.PROVINCIAL_COMMITTEE: (
        "ubnd tỉnh", "tỉnh", "ủy ban nhân dân tỉnh", "ubnd", "hđnd tỉnh"
    ),
    Level.AGENCY: ("cơ quan", "nội bộ", "thanh tra", "thanh tra tỉnh"),
    Level.OTHER: ("khác", "sở", "sở ngành"),
}  # fmt: skip
LEVEL_NAME = {level: names[0] for level, names in LEVEL_NAMES.items()}
BY_LEVEL_NAME = {
    fold(name): level for level in Level for name in (*LEVEL_NAMES[level], level.value)
}
BODIES = {
    fold(name)
    for name in (
        *(issuer.name for issuer in ISSUERS.values() if issuer.name),
        "UBND tỉnh", "HĐND tỉnh", "Ủy ban nhân dân tỉnh", "Hội đồng nhân dân tỉnh",
        "Thanh tra tỉnh", "Bộ Chính trị", "Ban Bí thư", "Ban Chấp hành Trung ương",
        "Ban Thường vụ Tỉnh ủy", "Ban Thường vụ Quốc hội", "UBND", "HĐND",
    )
}  # fmt: skip
SHORT_BODIES = {"ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "tw": "trung uong"}
YES = frozenset({"co", "1", "x", "dung", "roi"})
WORD = re.compile(r"[^\s\"]+")
BLANK = re.compile(r"[^\S\n]*")
DAYS = re.compile(r"(?:(?:(\d{1,2})[/.\-])?(\d{1,2})[/.\-])?((?:19|20)\d\d)")
ISO_DAYS = re.compile(r"((?:19|20)\d\d)-(\d{1,2})(?:-(\d{1,2}))?")


@dataclass(frozen=True)
class FieldCondition:
    """What a part narrows to; with neither query nor unread, `said` tells what was wrong."""

    key: Key
    value: str
    query: Query | None = None
    unread: bool = False
    said: object = ""


def value_at(key: Key, text: str, start: int) -> tuple[str, int, int]:
    """The value behind a key that ends at `start`: its text, where it begins and where it ends.

    A quoted one is all between the marks; a bare one is the longest known name, else one word.
    """
    if key is Key.UNREAD:
        word = WORD.match(text, start)
        end = word.end() if word and fold(word[0]) in YES else start
        return text[start:end], start, end
    begin = BLANK.match(text, start).end()  # type: ignore[union-attr]
    if text[begin : begin + 1] == '"' and (closing := text.find('"', begin + 1)) > 0:
        return text[begin + 1 : closing], begin + 1, closing + 1
    words = list(WORD.finditer(text, begin))[:8]
    for count in range(len(words), 1, -1):
        end = words[count - 1].end()
        if _is_known(key, text[begin:end]):
            return text[begin:end], begin, end
    end = words[0].end() if words else begin
    return text[begin:end], begin, end


def _is_known(key: Key, value: str) -> bool:
    if key is Key.SYMBOL:
        named = references_in(value)
        return len(named) == 1 and named[0].is_whole(value)
    known = {Key.LEVEL: BY_LEVEL_NAME.keys(), Key.KIND: TYPE_BY_NAME.keys(), Key.BODY: BODIES}
    return plain(value) in known.get(key, ())


def level_of(value: str) -> Level | None:
    """The level that is named so: "tỉnh ủy", "tw"."""
    return BY_LEVEL_NAME.get(plain(value))


def condition_of(key: Key, value: str) -> FieldCondition:
    """What key and value narrow to."""
    value = value.strip(" ,;")
    if key is Key.UNREAD:
        return FieldCondition(key, value, unread=True)
    if not value:
        problem = _l("Sau “%(key)s:” chưa có gì; bộ lọc này được bỏ qua.", key=key.value)
        return FieldCondition(key, value, said=problem)
    query, problem = _read(key, value)
    return FieldCondition(key, value, query, said="" if query else problem)


def _read(key: Key, value: str) -> tuple[Query | None, object]:
    """What a value finds, and what to say when it cannot be read."""
    if key in DAY_KEYS:
        days = days_of(value)
        day = days[key is Key.UNTIL].isoformat() if days else ""
        by_day = DayRange(first=day) if key is Key.FROM else DayRange(last=day)
        return by_day if day else None, _l(
            "Chưa hiểu ngày “%(value)s” (hãy viết như 1/12/2024, 12/2024 hoặc 2024);"
            " đã tìm như các từ thường.",
            value=value,
        )
    if key is Key.LEVEL:
        level = level_of(value)
        query = Term(Field.LEVEL, level.value) if level else None
        return query, _l("Không có cấp “%(value)s”; đã tìm như các từ thường.", value=value)
    if key is Key.KIND:
        by_kind = either(Term(Field.KIND, kind.name) for kind in kinds_of(value))
        said = _l("Không có loại văn bản “%(value)s”; đã tìm như các từ thường.", value=value)
        return by_kind, said
    named = of_symbol(value) if key is Key.SYMBOL else having(Field[key.name], value)
    return named, _l("Chưa hiểu “%(value)s”; đã tìm như các từ thường.", value=value)


def days_of(value: str) -> tuple[date, date] | None:
    """First and last day of "2024", "12/2024", "1/12/2024" or their ISO forms; else None."""
    if match := ISO_DAYS.fullmatch(value):
        year, month, day = match.groups()
    elif match := DAYS.fullmatch(value):
        day, month, year = match.groups()
    else:
        return None
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    last_month = first.month if month else 12
    last_day = first.day if day else calendar.monthrange(first.year, last_month)[1]
    return first, date(first.year, last_month, last_day)


def of_symbol(value: str) -> Query | None:
    """Entries that bear the symbol, whole or in parts."""
    if value.endswith("*") and (begun := lookup_key(value)):
        return Prefix(Field.OWN, begun)
    keys = [key for reference in references_in(value) for key in reference.keys]
    if not keys:
        bare = "".join(filter(str.isalnum, fold(value)))
        keys = [f"so:{bare}" if bare.isdigit() else bare] if bare else []
    return either([Term(Field.OWN, key) for key in distinct(keys)])


def having(field: Field, value: str) -> Query | None:
    """Entries with all words of the value in a field of names; a code is also its name."""
    spelled, name = [value], plain(value)
    if field is Field.BODY:
        issuer = ISSUERS.get(value) or next(
            (issuer for code, issuer in ISSUERS.items() if fold(code) == name), None
        )
        spelled += [issuer.name] if issuer and issuer.name else []
        spelled += _otherwise(name)
    ways = [tuple(Term(field, word) for word in distinct(analyse(name).fold)) for name in spelled]
    return either([way[0] if len(way) == 1 else And(way) for way in ways if way])


def _otherwise(name: str) -> Iterable[str]:
    padded = f" {name} "
    for pair in SHORT_BODIES.items():
        for typed, other in (pair, pair[::-1]):
            if f" {typed} " in padded:
                yield padded.replace(f" {typed} ", f" {other} ")
                break
