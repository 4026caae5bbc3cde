"""What was typed, taken apart: words, "phrases", -left out, OR, key:value. Never an error."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, groupby

from flask_babel import lazy_gettext as _l

from intranet.search.query.field_syntax import KEYS, FieldCondition, condition_of, value_at
from intranet.search.query_text import QueryText

EITHER = frozenset({"OR", "HOẶC", "HOAC"})
PIECE = re.compile(
    r"(?P<minus>(?<!\S)-(?=[^\s\-]))?"
    r'(?:(?P<key>[^\W\d_]++(?:-[^\W\d_]++)*+):|"(?P<phrase>[^"]*)"|(?P<plain>[^\s"]+))'
)
# A word of two letters or more, or a symbol, that may go on.
BEGINNING = re.compile(r"(?:[^\W\d_]{2,}|(?=\S*\d)[\w/.&\-]{2,})\*")
UNPAIRED = _l("Dấu ngoặc kép chưa có cặp; đã tìm như các từ thường.")
LONELY = _l("OR cần có từ ở cả hai bên; đã tìm như các từ thường.")


@dataclass(frozen=True)
class QueryPart:
    """One part of a query: a run of words, a phrase, a condition or a beginning ("thanh*").

    Offsets are those in Parsed.text.
    """

    text: str
    start: int
    end: int
    is_phrase: bool = False
    is_without: bool = False
    condition: FieldCondition | None = None

    @property
    def is_beginning(self) -> bool:
        """Whether it is a word with a star behind it."""
        return not (self.is_phrase or self.condition) and bool(BEGINNING.fullmatch(self.text))


@dataclass(frozen=True)
class ParsedQuery:
    """A query taken apart. A hit must have all of one of `clauses`, none of `without` and all
    of `conditions`. note is a sentence when something was wrong with it, else "".
    """

    text: str
    clauses: tuple[tuple[QueryPart, ...], ...] = ()
    without: tuple[QueryPart, ...] = ()
    conditions: tuple[QueryPart, ...] = ()
    note: object = ""

    @property
    def all_parts(self) -> tuple[QueryPart, ...]:
        """The words and phrases of all clauses."""
        return tuple(chain(*self.clauses))


def parse(query: QueryText) -> ParsedQuery:
    """The parts of a query; what cannot be read as typed is taken as plain words, with a note."""
    text, notes = query.canonical, list[object]()
    if text.count('"') % 2:
        text, notes = text.replace('"', " "), [UNPAIRED]
    clauses: list[list[QueryPart]] = [[]]
    without: list[QueryPart] = []
    conditions: list[QueryPart] = []
    for is_plain, group in groupby(_pieces(text, notes), _is_plain):
        pieces = list(group)
        if is_plain:
            start, end = pieces[0].start, pieces[-1].end
            clauses[-1].append(QueryPart(text[start:end], start, end))
            continue
        for piece in pieces:
            if _is_or(piece):
                clauses.append([])
            else:
                same = (
                    without if piece.is_without else conditions if piece.condition else clauses[-1]
                )
                same.append(piece)
    if len(clauses) > 1 and not all(clauses):
        notes.append(LONELY)
        clauses = [list(chain(*clauses))]
    if not any(clauses) and not conditions:
        bounds = [piece for piece in without if piece.condition]
        if not bounds:
            clauses = [[replace(piece, is_without=False) for piece in without]]
        without = bounds
    note = notes[0] if notes else ""
    return ParsedQuery(text, tuple(map(tuple, clauses)), tuple(without), tuple(conditions), note)


def _is_or(piece: QueryPart) -> bool:
    return piece.text in EITHER and not piece.is_phrase and not piece.is_without


def _is_plain(piece: QueryPart) -> bool:
    return not (
        piece.condition or piece.is_without or piece.is_phrase or piece.is_beginning
        or _is_or(piece)
    )  # fmt: skip


def _pieces(text: str, notes: list[object]) -> Iterator[QueryPart]:
    here = 0
    while match := PIECE.search(text, here):
        here, is_without, kind = match.end(), bool(match["minus"]), match.lastgroup or "plain"
        if kind != "key":
            yield QueryPart(match[kind], match.start(), here, kind == "phrase", is_without)
            continue
        key = KEYS.get(match["key"].lower())
        if key is None:
            if "-" in match["key"] and text[here : here + 1].strip():
                notes.append(
                    _l("Không có bộ lọc “%(key)s:”; đã tìm như các từ thường.", key=match["key"])
                )
            yield QueryPart(match["key"], *match.span("key"), False, is_without)
            continue
        value, start, here = value_at(key, text, here)
        read = condition_of(key, value)
        if read.said:
            notes.append(read.said)
        if read.query or read.unread:
            whole = text[match.start() : here]
            yield QueryPart(whole, match.start(), here, False, is_without, read)
        elif value:
            yield QueryPart(value, start, here)
