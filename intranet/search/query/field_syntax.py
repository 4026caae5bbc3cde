"""The key:value parts of a query and what each narrows to: cap: loai: co-quan: tu: den: …"""

import calendar
import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from flask_babel import lazy_gettext as _l

from intranet.language.bodies.codes import ISSUERS
from intranet.language.bodies.document_types import BY_MARK, TYPE_BY_NAME, DocumentType
from intranet.language.bodies.levels import Level
from intranet.language.text.normalization import fold
from intranet.search.analysis import analyse, distinct
from intranet.search.fields import Field
from intranet.search.query.references import references_in
from intranet.search.query.tree import And, DayRange, Query, Term, either


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


KEYS = {name: key for key in Key for name in (key.value, fold(key.value))}
LEVELS = {
    "trung ương": Level.CENTRAL, "tw": Level.CENTRAL, "central": Level.CENTRAL,
    "tỉnh ủy": Level.PROVINCIAL_PARTY, "tu": Level.PROVINCIAL_PARTY,
    "đảng": Level.PROVINCIAL_PARTY, "provincial_party": Level.PROVINCIAL_PARTY,
    "ubnd tỉnh": Level.PROVINCIAL_COMMITTEE, "tỉnh": Level.PROVINCIAL_COMMITTEE,
    "ủy ban nhân dân tỉnh": Level.PROVINCIAL_COMMITTEE, "ubnd": Level.PROVINCIAL_COMMITTEE,
    "hđnd tỉnh": Level.PROVINCIAL_COMMITTEE, "provincial_committee": Level.PROVINCIAL_COMMITTEE,
    "cơ quan": Level.AGENCY, "nội bộ": Level.AGENCY, "thanh tra": Level.AGENCY,
    "thanh tra tỉnh": Level.AGENCY, "agency": Level.AGENCY,
    "khác": Level.OTHER, "sở": Level.OTHER, "sở ngành": Level.OTHER, "other": Level.OTHER,
}  # fmt: skip
# How a level is written in a query: part of the query language, the same in every language.
LEVEL_NAME = {
    Level.CENTRAL: "trung ương",
    Level.PROVINCIAL_PARTY: "tỉnh ủy",
    Level.PROVINCIAL_COMMITTEE: "ubnd tỉnh",
    Level.AGENCY: "cơ quan",
    Level.OTHER: "khác",
}
BY_LEVEL_NAME = {fold(name): level for name, level in LEVELS.items()}
BODIES = {
    fold(name): fold(name)
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
DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-]((?:19|20)\d\d)")
ISO_DAY = re.compile(r"((?:19|20)\d\d)-(\d{1,2})-(\d{1,2})")
MONTH = re.compile(r"(\d{1,2})[/.\-]((?:19|20)\d\d)")
ISO_MONTH = re.compile(r"((?:19|20)\d\d)-(\d{1,2})")
YEAR = re.compile(r"(?:19|20)\d\d")


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
    plain = _plain(value)
    if key is Key.LEVEL:
        return plain in BY_LEVEL_NAME
    if key is Key.KIND:
        return plain in TYPE_BY_NAME
    if key is Key.BODY:
        return plain in BODIES
    if key is Key.SYMBOL:
        named = references_in(value)
        return len(named) == 1 and named[0].is_whole(value)
    return False


def _plain(value: str) -> str:
    return " ".join(fold(value).split()).strip(" .,;:")


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
    if key in (Key.FROM, Key.UNTIL):
        return _by_day(key, value), _l(
            "Chưa hiểu ngày “%(value)s” (hãy viết như 1/12/2024, 12/2024 hoặc 2024);"
            " đã tìm như các từ thường.",
            value=value,
        )
    if key is Key.LEVEL:
        level = BY_LEVEL_NAME.get(_plain(value))
        query = Term(Field.LEVEL, level.value) if level else None
        return query, _l("Không có cấp “%(value)s”; đã tìm như các từ thường.", value=value)
    if key is Key.KIND:
        by_kind = either(Term(Field.KIND, kind.name) for kind in kinds_of(value))
        said = _l("Không có loại văn bản “%(value)s”; đã tìm như các từ thường.", value=value)
        return by_kind, said
    fields = {Key.BODY: Field.BODY, Key.SIGNER: Field.SIGNER, Key.TOPIC: Field.TOPIC}
    named = of_symbol(value) if key is Key.SYMBOL else having(fields[key], value)
    return named, _l("Chưa hiểu “%(value)s”; đã tìm như các từ thường.", value=value)


def _by_day(key: Key, value: str) -> Query | None:
    days = days_of(value)
    if days is None:
        return None
    first, last = (day.isoformat() for day in days)
    return DayRange(first=first) if key is Key.FROM else DayRange(last=last)


def days_of(value: str) -> tuple[date, date] | None:
    """First and last day of "2024", "12/2024", "1/12/2024" or their ISO forms; else None."""
    try:
        if match := DAY.fullmatch(value):
            day = date(int(match[3]), int(match[2]), int(match[1]))
            return day, day
        if match := ISO_DAY.fullmatch(value):
            day = date(*map(int, match.groups()))
            return day, day
        if match := MONTH.fullmatch(value):
            return _month(int(match[2]), int(match[1]))
        if match := ISO_MONTH.fullmatch(value):
            return _month(int(match[1]), int(match[2]))
        if YEAR.fullmatch(value):
            return date(int(value), 1, 1), date(int(value), 12, 31)
    except ValueError:
        return None
    return None


def _month(year: int, month: int) -> tuple[date, date]:
    first = date(year, month, 1)
    return first, date(year, month, calendar.monthrange(year, month)[1])


@lru_cache(maxsize=512)
def kinds_of(value: str) -> tuple[DocumentType, ...]:
    """The kinds that a name or mark may mean: "kế hoạch", "KH", "qd"."""
    plain = _plain(value)
    if plain in TYPE_BY_NAME:
        return (TYPE_BY_NAME[plain],)
    return distinct(kind for mark, kind in BY_MARK.items() if fold(mark) == plain)


def of_symbol(value: str) -> Query | None:
    """Entries that bear the symbol, whole or in parts."""
    keys = [key for reference in references_in(value) for key in reference.keys]
    if not keys:
        plain = "".join(sign for sign in fold(value) if sign.isalnum())
        keys = [f"so:{plain}" if plain.isdigit() else plain] if plain else []
    return either([Term(Field.OWN, key) for key in distinct(keys)])


def having(field: Field, value: str) -> Query | None:
    """Entries with all words of the value in a field of names; a code is also its name."""
    spelled: list[str] = [value]
    issuer = ISSUERS.get(value) or next(
        (name for code, name in ISSUERS.items() if fold(code) == _plain(value)), None
    )
    if field is Field.BODY:
        if issuer and issuer.name:
            spelled.append(issuer.name)
        spelled += _otherwise(_plain(value))
    ways = [tuple(Term(field, word) for word in distinct(analyse(name).fold)) for name in spelled]
    return either([way[0] if len(way) == 1 else And(way) for way in ways if way])


def _otherwise(plain: str) -> Iterable[str]:
    for short, long in SHORT_BODIES.items():
        padded = f" {plain} "
        if f" {short} " in padded:
            yield padded.replace(f" {short} ", f" {long} ")
        elif f" {long} " in padded:
            yield padded.replace(f" {long} ", f" {short} ")
