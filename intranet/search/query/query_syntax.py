"""The syntax of a query, written: from the fields of the form for a search in parts, and back.

Whatever is written is read by `parsing` as it was meant.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from itertools import takewhile
from typing import Any

from intranet.language.bodies.document_types import TYPE_NAMES, DocumentType
from intranet.language.bodies.levels import Level
from intranet.language.text.normalization import canonical
from intranet.search.query import field_syntax
from intranet.search.query.field_syntax import (
    DAY_KEYS,
    KEYS,
    FieldCondition,
    Key,
    days_of,
    value_at,
)
from intranet.search.query.parsing import EITHER, PIECE, ParsedQuery, QueryPart, parse
from intranet.search.query.references import kinds_of
from intranet.search.query_text import QUOTES, query_text

QUOTE, LONELY = '"', "-"
LEVELS = {level.value for level in Level}
ANY_KEY = re.compile(r"(?<!\S)-*+([^\W\d_]++(?:-[^\W\d_]++)*+):")
# Whatever may stand behind a condition: another key, whose value could join a known name.
BEHIND = " từ: x"
MINUS = re.compile(r"(?<!\S)-(?=[^\s\-])")
LAST_KEY = re.compile(r"(?<![^\W\d_])(?<![^\W\d_]-)([^\W\d_]++(?:-[^\W\d_]++)*+):++$")


@dataclass(frozen=True)
class AdvancedQuery:
    """The fields of the form, each empty when it says nothing.

    without holds words and "phrases" with blanks between, either alternatives with commas
    between. level and kind are values of their enums, first and last ISO days.
    """

    words: str = ""
    phrase: str = ""
    without: str = ""
    either: str = ""
    symbol: str = ""
    level: str = ""
    kind: str = ""
    body: str = ""
    signer: str = ""
    first: str = ""
    last: str = ""
    topic: str = ""
    unread: bool = False


FIELD_OF_KEY = {key: key.name.lower() for key in Key} | {Key.FROM: "first", Key.UNTIL: "last"}
# An OR without words on one of its sides is a word like others.
LONE_OR = re.compile(r"^(?:OR|HOẶC)(?=\s|$)|(?<=\s)(?:OR|HOẶC)$")


def condition_text(key: Key, value: str) -> str:
    """ "cấp: tỉnh ủy", or with quotation marks where the value would not end where it should."""
    if key is Key.UNREAD:
        return f"{key.value}:có"
    value = " ".join(value.replace('"', " ").split())
    start = len(key.value) + 1
    bare = f"{key.value}: {value}"
    reads = value_at(key, bare, start)[0] == value == value_at(key, bare + BEHIND, start)[0]
    return bare if reads and ":" not in value else f'{key.value}:"{value}"'


def written(parts: AdvancedQuery) -> str:
    """The query that asks for these parts, "" when nothing is asked for."""
    ways = list(filter(None, map(_plain_words, parts.either.split(","))))
    words = LONE_OR.sub(r'"\g<0>"', _balanced(_closed(parts.words)))
    if ways:
        words = _plain_words(words)
    phrase = _single_line(parts.phrase).replace('"', " ").strip()
    together = _joined((words, f'"{phrase}"' if phrase else ""))
    query = " OR ".join(_joined((together, way)) for way in ways) or together
    said = {key: _said(key, getattr(parts, name)) for key, name in FIELD_OF_KEY.items()}
    conditions = (condition_text(key, value) for key, value in said.items() if value)
    return _joined((query, *_left_out(parts.without), *conditions))


def _said(key: Key, value: str | bool) -> str:
    """How a value is written in the query; "" for what is none."""
    if isinstance(value, bool):
        return "có" if value else ""
    value = _single_line(value).replace('"', " ").strip(" ,;")
    if key is Key.LEVEL:
        return field_syntax.LEVEL_NAME[Level(value)] if value in LEVELS else ""
    if key is Key.KIND:
        return TYPE_NAMES[DocumentType[value]].lower() if value in DocumentType.__members__ else ""
    if key in DAY_KEYS:
        days = days_of(value)
        day = days and days[key is Key.UNTIL]
        return f"{day.day}/{day.month}/{day.year}" if day else ""
    return value if any(sign.isalnum() for sign in value) else ""


def _left_out(text: str) -> Iterable[str]:
    for item in _items(_balanced(_closed(text))):
        plain = item.lstrip("-")
        if any(sign.isalnum() for sign in plain):
            yield f"-{plain}"


def _plain_words(text: str) -> str:
    """The text without OR, which would part it."""
    return " ".join(item for item in _items(_balanced(_closed(text))) if item not in EITHER)


def read_back(query: str) -> AdvancedQuery:
    """The fields that say what the query says; what no field can say stays among the words."""
    parsed = parse(query_text(query))
    form = AdvancedQuery()
    leftover: list[str] = []
    for piece in parsed.conditions:
        value = _value(piece.condition) if piece.condition else ""
        name = FIELD_OF_KEY[piece.condition.key] if piece.condition else ""
        if value and not getattr(form, name):
            form = replace(form, **dict[str, Any]({name: value}))
        else:
            leftover.append(piece.text)
    leftover += [piece.text for piece in parsed.without if piece.condition]
    without = _joined(_as_typed(part) for part in parsed.without if not part.condition)
    words, phrase, either = _content_fields(parsed)
    form = replace(
        form, words=_joined((words, *leftover)), phrase=phrase, either=either, without=without
    )
    # To leave out alone would ask for it: a dash stands for all that is left.
    return replace(form, words=LONELY) if without and is_empty(form) else form


def _value(condition: FieldCondition) -> str | bool:
    """What the field of a condition says; "" where it cannot say it."""
    key, value = condition.key, condition.value
    if key is Key.LEVEL:
        level = field_syntax.level_of(value)
        return level.value if level else ""
    if key is Key.KIND:
        kinds = kinds_of(value)
        return kinds[0].name if len(kinds) == 1 else ""
    if key in DAY_KEYS:
        days = days_of(value)
        return days[key is Key.UNTIL].isoformat() if days else ""
    return condition.unread or value


def _content_fields(parsed: ParsedQuery) -> tuple[str, str, str]:
    """Words, phrase and alternatives of the clauses; without a common form all stays words."""
    clauses = [
        [item for piece in clause for item in _items(_as_typed(piece))] for clause in parsed.clauses
    ]
    if len(clauses) == 1:
        return *_with_phrase(clauses[0]), ""
    shared = _shared(clauses)
    rests = [" ".join(clause[shared:]) for clause in clauses]
    if any("," in rest for rest in rests):
        return " OR ".join(" ".join(clause) for clause in clauses), "", ""
    return *_with_phrase(clauses[0][:shared]), ", ".join(rests)


def _with_phrase(items: Sequence[str]) -> tuple[str, str]:
    phrase = next((item for item in items if item.startswith(QUOTE)), "")
    at = items.index(phrase) if phrase else len(items)
    return " ".join((*items[:at], *items[at + 1 :])), phrase.strip(QUOTE).strip()


def _shared(clauses: Sequence[Sequence[str]]) -> int:
    """How many items all clauses begin with, at least one of each left over."""
    columns = list(zip(*clauses, strict=False))[:-1]
    return sum(1 for _ in takewhile(lambda items: len(set(items)) == 1, columns))


def _as_typed(piece: QueryPart) -> str:
    """The part as it was typed, but for keys and minus signs that are only words here."""
    if piece.is_phrase:
        return f'"{piece.text}"'
    plain = ANY_KEY.sub(lambda key: f"{key[1]} " if key[1].lower() in KEYS else key[0], piece.text)
    return MINUS.sub("", plain.replace('"', " ")).lstrip("-") or plain


def _items(text: str) -> list[str]:
    """Words and "phrases" in their order; a key stays with its value's first word."""
    items: list[str] = []
    for piece in PIECE.finditer(text):
        glued = bool(items) and not text[piece.start() - 1 : piece.start()].isspace()
        if glued and piece["phrase"] is None and not items[-1].endswith(QUOTE):
            items[-1] += piece[0]
        elif piece["phrase"] is None or piece["phrase"].strip():
            items.append(piece[0])
    return items


def _single_line(text: str) -> str:
    return " ".join(canonical(text.translate(QUOTES)).split())


def _closed(text: str) -> str:
    """The line without a key at its end, which would take what comes behind as its value."""
    text = _single_line(text)
    if key := LAST_KEY.search(text):
        is_unread = KEYS.get(key[1].lower()) is Key.UNREAD
        return f"{text}có" if is_unread else text.rstrip(" :")
    return text


def _balanced(text: str) -> str:
    return " ".join(text.replace('"', " ").split()) if text.count('"') % 2 else text


def _joined(parts: Iterable[str]) -> str:
    return " ".join(part for part in parts if part)


def is_empty(parts: AdvancedQuery) -> bool:
    """Whether no field says what is to be found; what to leave out alone does not."""
    return not any(getattr(parts, field.name) for field in fields(parts) if field.name != "without")
