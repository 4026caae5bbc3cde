"""What somebody means by the words typed into the search box."""

from collections.abc import Iterable
from dataclasses import replace

from intranet.language.text.normalization import canonical
from intranet.search.analysis import Analysed, analyse, distinct
from intranet.search.fields import Field
from intranet.search.lexicon.meanings import EMPTY, Lexicon
from intranet.search.query.meaning import Chip, ChipKind, UnderstoodQuery
from intranet.search.query.parsing import QUOTES, ParsedQuery, QueryPart, parse
from intranet.search.query.plain_words import PlainWords, is_marked, phrase, read
from intranet.search.query.tree import (
    EVERYTHING,
    And,
    Not,
    Or,
    Phrase,
    Query,
    Term,
)

# A phrase of all words is looked for first in short queries; long ones are questions.
LONGEST_TITLE = 12
FEWEST_SCATTERED = 4
NOTHING_OFF: frozenset[str] = frozenset()


def understand(
    raw: str, lexicon: Lexicon = EMPTY, off: frozenset[str] = NOTHING_OFF
) -> UnderstoodQuery:
    """The reading of a query; every text has one, at worst one that finds nothing.

    "…" is a phrase, -word leaves out, OR offers, key:value narrows (`fields`). off holds the keys
    of chips that were switched off.
    """
    parsed = parse(raw)
    bare = parsed.text.replace('"', " ").strip()
    if any(piece.is_phrase for piece in parsed.wanted) and not parsed.narrowings:
        whole = read(bare, False, EMPTY, off)
        if whole.is_symbol:
            parsed = replace(parsed, clauses=((QueryPart(bare, 0, len(bare)),),), without=())
    marked = any(is_marked(piece.text) for piece in parsed.wanted)
    clauses = [
        [piece if piece.is_phrase else read(piece.text, marked, lexicon, off) for piece in clause]
        for clause in parsed.clauses
    ]
    return _combined(raw, parsed, clauses, marked, off)


def _combined(
    raw: str,
    parsed: ParsedQuery,
    clauses: list[list[QueryPart | PlainWords]],
    marked: bool,
    off: frozenset[str],
) -> UnderstoodQuery:
    readings = [part for clause in clauses for part in clause if isinstance(part, PlainWords)]
    bounds = tuple(_bounds(parsed))
    every = _either([_every(clause, marked) for clause in clauses])
    loose = _either([_any(clause, marked, off) for clause in clauses])
    if every is None and not bounds and not _is_unread(parsed):
        return UnderstoodQuery(raw, note=parsed.note)
    quoted = [analyse(piece.text) for piece in parsed.wanted if piece.is_phrase]
    phrases = [one for one in quoted if one.fold]  # nothing between the marks asks for nothing
    tokens = [*(one.tokens for one in readings), *phrases]
    symbols = distinct(
        (
            *(s for one in readings for s in one.symbols),
            *(s for one in phrases for s in one.symbols),
        )
    )
    whole = readings[0] if len(readings) == 1 and not phrases else None
    return UnderstoodQuery(
        raw,
        every=_bound(every, bounds),
        any=_bound(loose, bounds) if loose else None,
        own=_either([query for one in readings for query in one.own]),
        ahead=tuple(_ahead(every, readings, whole if len(clauses) == 1 else None, marked)),
        symbol=whole.symbols[0] if whole and whole.is_symbol and whole.symbols else None,
        marked=marked,
        chips=tuple(_chips(parsed, readings, marked)),
        syl=frozenset(token for one in tokens for token in one.syl),
        words=distinct(token for one in readings for token in one.shown),
        phrases=distinct(
            (*(one.fold for one in phrases), *(p for r in readings for p in r.phrases))
        ),
        symbols=symbols,
        quoted=bool(phrases),
        unread=_is_unread(parsed),
        note=parsed.note,
        asked=distinct((*(a for r in readings for a in r.asked), *map(_asked, phrases))),
    )


def _asked(tokens: Analysed) -> tuple[str, Query]:
    return " ".join(tokens.fold), phrase(tokens, False)


def _every(clause: list[QueryPart | PlainWords], marked: bool) -> Query | None:
    parts: list[Query] = []
    bonus: list[Query] = []
    for part in clause:
        if isinstance(part, PlainWords):
            parts += part.strict
            bonus += part.bonus
        elif (tokens := analyse(part.text)).fold:
            parts.append(phrase(tokens, marked))
    if len(parts) == 1 and not bonus:
        return parts[0]
    return And(tuple(parts), bonus=Or(tuple(bonus)) if bonus else None) if parts else None


def _any(clause: list[QueryPart | PlainWords], marked: bool, off: frozenset[str]) -> Query | None:
    loose = [query for part in clause if isinstance(part, PlainWords) for query in part.loose]
    if "folding" in off:
        loose = [q for q in loose if not (marked and isinstance(q, Term) and q.field is Field.FOLD)]
    bound = [
        phrase(tokens, False)
        for part in clause
        if isinstance(part, QueryPart) and (tokens := analyse(part.text)).fold
    ]
    if not loose:
        return And(tuple(bound)) if bound and marked and "folding" not in off else None
    return And((Or(tuple(loose)), *bound)) if bound else Or(tuple(loose))


def _bounds(parsed: ParsedQuery) -> Iterable[Query]:
    for piece in parsed.narrowings:
        if piece.narrowing and piece.narrowing.query:
            yield piece.narrowing.query
    for piece in parsed.without:
        if piece.narrowing:
            if piece.narrowing.query:
                yield Not(piece.narrowing.query)
        elif (tokens := analyse(piece.text)).fold:
            yield Not(phrase(tokens, is_marked(piece.text)))


def _bound(query: Query | None, bounds: tuple[Query, ...]) -> Query:
    """What is asked for within what it was narrowed to."""
    if not bounds:
        return query or EVERYTHING
    if query is None and all(isinstance(one, Not) for one in bounds):
        query = EVERYTHING
    return And((query, *bounds) if query else bounds)


def _ahead(
    every: Query | None, readings: list[PlainWords], whole: PlainWords | None, marked: bool
) -> Iterable[Query]:
    """What comes first: a title typed as it stands, then what bears a named symbol.

    "một số điều của nghị định 80" is the title of another paper.
    """
    own = [query for one in readings for query in one.own]
    titled = list(_by_title(every, whole, marked)) if every and whole else []
    if whole is None or not whole.is_named:
        return [*own, *titled]
    return own if whole.is_symbol else [*titled[:1], *own]


def _by_title(every: Query, whole: PlainWords, marked: bool) -> Iterable[Query]:
    """What bears the words in its title comes first, then what has them on end."""
    tokens = whole.tokens
    count = len(tokens.fold)
    if not 2 <= count <= LONGEST_TITLE:
        return
    titled = tuple(Term(Field.TITLE, token) for token in distinct(tokens.fold))
    on_end = Phrase(Field.SYL, tokens.syl) if marked else Phrase(Field.FOLD, tokens.fold)
    yield And((*titled, on_end))
    if count >= FEWEST_SCATTERED:
        yield And((*titled, every))
    if count > 2:
        yield on_end


def _is_unread(parsed: ParsedQuery) -> bool:
    return any(piece.narrowing and piece.narrowing.unread for piece in parsed.narrowings)


def _either(queries: Iterable[Query | None]) -> Query | None:
    found = tuple(query for query in queries if query is not None)
    return (found[0] if len(found) == 1 else Or(found)) if found else None


def _chips(parsed: ParsedQuery, readings: list[PlainWords], marked: bool) -> Iterable[Chip]:
    text = parsed.text
    for piece in (*parsed.wanted, *parsed.without, *parsed.narrowings):
        left, right = text[: piece.start], text[piece.end :]
        if piece.narrowing:
            step = ChipKind.WITHOUT if piece.is_without else ChipKind.FIELD
            yield Chip(step, piece.text, _joined(left, right))
        elif piece.is_without:
            yield Chip(ChipKind.WITHOUT, piece.text, _joined(left, right))
        elif piece.is_phrase:
            yield Chip(ChipKind.PHRASE, piece.text, _joined(left, piece.text, right))
    if len(parsed.clauses) > 1:
        shown = " / ".join(" ".join(p.text for p in clause) for clause in parsed.clauses)
        yield Chip(ChipKind.EITHER, shown, _joined(*(p.text for p in parsed.wanted)))
    for one in readings:
        yield from one.chips
    plain = " ".join(one.text for one in readings if not one.is_symbol)
    if not marked and any(sign.isalpha() for sign in plain):
        yield Chip(ChipKind.UNMARKED, plain)


def _joined(*parts: str) -> str:
    return " ".join(" ".join(parts).split())


def loosened(raw: str) -> str:
    """The query with its phrases as words."""
    return canonical(raw.translate(QUOTES)).replace('"', " ")
