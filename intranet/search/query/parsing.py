"""What was typed, taken apart: words, "phrases", -left out, OR, key:value. Never an error."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask_babel import lazy_gettext as _l

from intranet.search.query.field_syntax import KEYS, FieldCondition, condition_of, value_at
from intranet.search.query_text import QueryText

EITHER = frozenset({"OR", "HOẶC", "HOAC"})
PIECE = re.compile(
    r"(?P<minus>(?<!\S)-(?=[^\s\-]))?"
    r'(?:(?P<key>[^\W\d_]+(?:-[^\W\d_]+)*):|"(?P<phrase>[^"]*)"|(?P<plain>[^\s"]+))'
)
UNPAIRED = _l("Dấu ngoặc kép chưa có cặp; đã tìm như các từ thường.")
LONELY = _l("OR cần có từ ở cả hai bên; đã tìm như các từ thường.")


@dataclass(frozen=True)
class QueryPart:
    """One part of a query: a run of words, a phrase or a condition; offsets in Parsed.text."""

    text: str
    start: int
    end: int
    is_phrase: bool = False
    is_without: bool = False
    condition: FieldCondition | None = None


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
        return tuple(piece for clause in self.clauses for piece in clause)


def parse(query: QueryText) -> ParsedQuery:
    """The parts of a query; what cannot be read as typed is taken as plain words, with a note."""
    text = query.canonical
    note: object = ""
    if text.count('"') % 2:
        text, note = text.replace('"', " "), UNPAIRED
    clauses: list[list[QueryPart]] = [[]]
    without: list[QueryPart] = []
    conditions: list[QueryPart] = []
    run = _Run(text)
    for piece in _pieces(text):
        if isinstance(piece, _Note):
            note = note or piece.said
        elif piece.text in EITHER and not piece.is_phrase and not piece.is_without:
            clauses[-1] += run.taken()
            clauses.append([])
        elif piece.condition or piece.is_without or piece.is_phrase:
            clauses[-1] += run.taken()
            kind = without if piece.is_without else conditions if piece.condition else clauses[-1]
            kind.append(piece)
        else:
            run.add(piece)
    clauses[-1] += run.taken()
    if len(clauses) > 1 and not all(clauses):
        note, clauses = note or LONELY, [[piece for clause in clauses for piece in clause]]
    if not any(clauses) and not conditions and without:
        clauses, without = [[replace(piece, is_without=False) for piece in without]], []
        if pieces := [piece for piece in clauses[0] if piece.condition]:
            clauses, without = [[]], [replace(piece, is_without=True) for piece in pieces]
    return ParsedQuery(text, tuple(map(tuple, clauses)), tuple(without), tuple(conditions), note)


@dataclass(frozen=True)
class _Note:
    said: object


class _Run:
    """Plain words on end, until something else comes between."""

    def __init__(self, text: str) -> None:
        self._text, self._pieces = text, list[QueryPart]()

    def add(self, piece: QueryPart) -> None:
        self._pieces.append(piece)

    def taken(self) -> list[QueryPart]:
        if not self._pieces:
            return []
        start, end = self._pieces[0].start, self._pieces[-1].end
        self._pieces = []
        return [QueryPart(self._text[start:end], start, end)]


def _pieces(text: str) -> Iterator[QueryPart | _Note]:
    here = 0
    while match := PIECE.search(text, here):
        here = match.end()
        is_without = bool(match["minus"])
        if match["key"] is None:
            is_phrase = match["phrase"] is not None
            inner = match["phrase"] if is_phrase else match["plain"]
            yield QueryPart(inner, match.start(), here, is_phrase, is_without)
            continue
        key = KEYS.get(match["key"].lower())
        if key is None:
            yield from _unknown(text, match)
            continue
        value, start, here = value_at(key, text, here)
        read = condition_of(key, value)
        if read.said:
            yield _Note(read.said)
        if read.query is None and not read.unread:
            if value:
                yield QueryPart(value, start, here)
        else:
            yield QueryPart(
                text[match.start() : here], match.start(), here, False, is_without, read
            )


def _unknown(text: str, match: re.Match[str]) -> Iterator[QueryPart | _Note]:
    if "-" in match["key"] and text[match.end() : match.end() + 1].strip():
        yield _Note(_l("Không có bộ lọc “%(key)s:”; đã tìm như các từ thường.", key=match["key"]))
    yield QueryPart(match["key"], match.start("key"), match.end("key"), False, bool(match["minus"]))
