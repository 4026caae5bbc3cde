"""What somebody means by the words typed into the search box."""

import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass

from intranet.language.forms import canonical, has_marks
from intranet.language.symbols import lookup_key, parse_symbol
from intranet.search.analysis import Analysed, analyse, distinct
from intranet.search.values import And, Field, Not, Or, Phrase, Query, Term

MOST_WORDS = 200
QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
PIECE = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<plain>[^\s"]+))')
ACRONYM = re.compile(r"[^\W\d_]{2,6}")
# A merely folded match counts little beside the exact one, and only where words are few:
# with many words the pairs find what was typed otherwise.
FOLDED_WEIGHT = 0.4
FEW_WORDS = 4


class Step(enum.Enum):
    """One way in which words were taken."""

    UNMARKED = "unmarked"
    PHRASE = "phrase"
    WITHOUT = "without"
    SYMBOL = "symbol"
    EITHER = "either"  # A OR B
    FIELD = "field"  # cap: loai: tu: …; the chip's text is the whole piece, "cap: tỉnh ủy"
    DATE = "date"  # a day, however it is written
    # What follows was not typed: `key` switches it off.
    ABBREVIATION = "abbreviation"  # text is "CĐS = chuyển đổi số"
    SYNONYM = "synonym"  # text is "AI ~ trí tuệ nhân tạo"
    FOLDING = "folding"  # also words that are the same without marks
    TYPING = "typing"  # Telex or VNI that was not converted; text is what it was read as
    SPELLING = "spelling"  # nothing was found as typed; text is what was searched instead
    PREFERENCE = "preference"  # newer directives and those in force come gently before equals


@dataclass(frozen=True)
class Chip:
    """A step of understanding that the page shows.

    `otherwise` is the query without it, for what was typed; `key` switches off what was not.
    """

    step: Step
    text: str
    otherwise: str = ""
    key: str = ""


@dataclass(frozen=True)
class Understood:
    """A query as the engine will be asked.

    `every` finds what carries all that was asked for, `any` also what carries part of it (None
    when there is no looser reading), `own` what bears the named symbols. symbol is the key of the
    symbol that the whole query is. words and phrases are folded, for showing places.
    """

    raw: str
    every: Query | None = None
    any: Query | None = None
    own: Query | None = None
    symbol: str | None = None
    marked: bool = False
    chips: tuple[Chip, ...] = ()
    syl: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    symbols: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Piece:
    text: str
    start: int
    end: int
    is_phrase: bool
    is_without: bool
    tokens: Analysed


def understand(raw: str) -> Understood:
    """The reading of a query; every text has one, at worst one that finds nothing.

    "…" is a phrase, -word leaves out; an unpaired quotation mark is ignored.
    """
    text = canonical(raw.translate(QUOTES))
    if text.count('"') % 2:
        text = text.replace('"', " ")
    if symbol := parse_symbol(text.replace('"', " ")):
        return _symbol(raw, symbol.key)
    pieces = list(_pieces(text))
    if all(piece.is_without for piece in pieces):
        pieces = [_plain(piece) for piece in pieces]
    return _combined(raw, text, pieces)


def _symbol(raw: str, symbol: str) -> Understood:
    key, parts = lookup_key(symbol), analyse(symbol)
    own, cited = Term(Field.OWN, key), Term(Field.CITED, key)
    return Understood(
        raw,
        every=Or((own, cited)),
        any=Or((own, cited, And(tuple(Term(Field.FOLD, part) for part in distinct(parts.fold))))),
        own=own,
        symbol=key,
        chips=(Chip(Step.SYMBOL, symbol),),
        words=(),
        symbols=(key,),
    )


def _pieces(text: str) -> Iterable[_Piece]:
    """The quoted and left-out pieces, and each run of plain words between them as one."""
    run: list[re.Match[str]] = []
    for match in PIECE.finditer(text):
        if match["minus"] or match["phrase"] is not None:
            yield from _run(text, run)
            run = []
            inner = match["phrase"] if match["phrase"] is not None else match["plain"]
            piece = _piece(match, inner)
            if piece.tokens.fold:
                yield piece
        else:
            run.append(match)
    yield from _run(text, run)


def _piece(match: re.Match[str], inner: str) -> _Piece:
    is_phrase = match["phrase"] is not None
    return _Piece(inner, *match.span(), is_phrase, bool(match["minus"]), analyse(inner))


def _run(text: str, run: list[re.Match[str]]) -> Iterable[_Piece]:
    if run:
        start, end = run[0].start(), run[-1].end()
        tokens = analyse(text[start:end])
        if tokens.fold:
            yield _Piece(text[start:end], start, end, False, False, tokens)


def _plain(piece: _Piece) -> _Piece:
    return _Piece(piece.text, piece.start, piece.end, piece.is_phrase, False, piece.tokens)


def _combined(raw: str, text: str, pieces: list[_Piece]) -> Understood:
    wanted = [piece for piece in pieces if not piece.is_without]
    if not wanted:
        return Understood(raw)
    marked = any(_is_marked(piece.text) for piece in wanted)
    plain = [piece.tokens for piece in wanted if not piece.is_phrase]
    bound: list[Query] = [_phrase(p.tokens, marked) for p in wanted if p.is_phrase]
    bound += [Not(_phrase(p.tokens, _is_marked(p.text))) for p in pieces if p.is_without]
    symbols = distinct(key for piece in wanted for key in piece.tokens.symbols)
    syl = distinct(token for tokens in plain for token in tokens.syl)[:MOST_WORDS]
    folded = distinct(token for tokens in plain for token in tokens.fold)[:MOST_WORDS]
    pairs = distinct(pair for tokens in plain for pair in tokens.pairs)[:MOST_WORDS]
    words: list[Query] = [Term(Field.SYL if marked else Field.FOLD, token)
                          for token in (syl if marked else folded)]  # fmt: skip
    near: list[Query] = [*words, *(Term(Field.PAIRS, pair) for pair in pairs)]
    if marked and len(folded) <= FEW_WORDS:
        near += [Term(Field.FOLD, token, FOLDED_WEIGHT) for token in folded]
    bonus = Or(tuple(near[len(words) :])) if near[len(words) :] else None
    any_part = Or(tuple(near)) if near else None
    return Understood(
        raw,
        every=And((*words, *bound), bonus=bonus),
        any=And((any_part, *bound)) if any_part and bound else any_part,
        own=Or(tuple(Term(Field.OWN, key) for key in symbols)) if symbols else None,
        marked=marked,
        chips=tuple(_chips(text, wanted, pieces, marked)),
        syl=frozenset(token for piece in wanted for token in piece.tokens.syl),
        words=folded,
        phrases=tuple(piece.tokens.fold for piece in wanted if piece.is_phrase),
        symbols=symbols,
    )


def _phrase(tokens: Analysed, marked: bool) -> Query:
    field, words = (Field.SYL, tokens.syl) if marked else (Field.FOLD, tokens.fold)
    return Term(field, words[0]) if len(words) == 1 else Phrase(field, words)


def _is_marked(text: str) -> bool:
    # CĐS says nothing about how the other words were typed.
    return any(
        has_marks(word) and not (ACRONYM.fullmatch(word) and word.isupper())
        for word in text.split()
    )


def _chips(text: str, wanted: list[_Piece], pieces: list[_Piece], marked: bool) -> Iterable[Chip]:
    for piece in pieces:
        left, right = text[: piece.start], text[piece.end :]
        if piece.is_without:
            yield Chip(Step.WITHOUT, piece.text, _joined(left, right))
        elif piece.is_phrase:
            yield Chip(Step.PHRASE, piece.text, _joined(left, piece.text, right))
    if not marked and any(token.isalpha() for piece in wanted for token in piece.tokens.fold):
        plain = " ".join(piece.text for piece in wanted if not piece.is_phrase)
        if plain:
            yield Chip(Step.UNMARKED, plain)


def _joined(*parts: str) -> str:
    return " ".join(" ".join(parts).split())
