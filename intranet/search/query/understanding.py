"""What somebody means by the words typed into the search box."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from intranet.search.analysis import analyse, distinct
from intranet.search.fields import Field
from intranet.search.lexicon.meanings import EMPTY, Lexicon
from intranet.search.query import plain_words
from intranet.search.query.meaning import FOLDING, NOTHING_OFF, Chip, ChipKind, UnderstoodQuery
from intranet.search.query.parsing import ParsedQuery, QueryPart, parse
from intranet.search.query.plain_words import PartMeaning, is_marked
from intranet.search.query.tree import EVERYTHING, And, Not, Or, Phrase, Query, Term, either
from intranet.search.query_text import QueryText

# A phrase of all words is looked for first in short queries; long ones are questions.
LONGEST_TITLE = 12
FEWEST_SCATTERED = 4


def understand(
    text: QueryText, lexicon: Lexicon = EMPTY, off: frozenset[str] = NOTHING_OFF
) -> UnderstoodQuery:
    """The meaning of a query; every text has one, at worst one that finds nothing.

    "…" is a phrase, -word leaves out, word* goes on, OR offers, key:value narrows (`field_syntax`).
    off holds the keys of chips that were switched off.
    """
    parsed = _unquoted_symbol(parse(text), off)
    marked = any(is_marked(part.text) for part in parsed.all_parts)
    clauses = [list(_meanings(clause, marked, lexicon, off)) for clause in parsed.clauses]
    bounds = tuple(_bounds(parsed))
    unread = any(part.condition and part.condition.unread for part in parsed.conditions)
    every = either(_every(clause) for clause in clauses)
    if every is None and not bounds and not unread:
        return UnderstoodQuery(text, lexicon, off, note=parsed.note)
    loose = either(_any(clause, marked, off) for clause in clauses)
    every_part = [meaning for clause in clauses for meaning in clause]
    begun = [meaning for meaning in every_part if meaning.is_beginning]
    phrases = [meaning for meaning in every_part if meaning.is_phrase]
    words = [each for each in every_part if not (each.is_phrase or each.is_beginning)]
    both = (*words, *phrases, *begun)
    whole = words[0] if len(clauses) == len(words) == len(both) == 1 else None
    return UnderstoodQuery(
        text,
        lexicon,
        off,
        every=_within(every, bounds),
        any=_within(loose, bounds) if loose else None,
        names_directive=any(meaning.own for meaning in words),
        ahead=tuple(_ahead(every, words, whole, marked)),
        marked=marked,
        chips=tuple(_chips(parsed, words, marked)),
        syl=frozenset(token for meaning in both for token in meaning.tokens.syl),
        words=distinct(token for meaning in words for token in meaning.shown),
        phrases=distinct(each for meaning in (*phrases, *words) for each in meaning.phrases),
        symbols=distinct(each for meaning in both for each in meaning.symbols),
        beginnings=distinct(each for meaning in begun for each in meaning.beginnings),
        quoted=bool(phrases),
        unread=unread,
        note=parsed.note,
        word_queries=distinct(each for meaning in both for each in meaning.word_queries),
    )


def _unquoted_symbol(parsed: ParsedQuery, off: frozenset[str]) -> ParsedQuery:
    """A symbol between quotation marks is a symbol, no phrase."""
    bare = parsed.text.replace('"', " ").strip()
    if parsed.conditions or not any(part.is_phrase for part in parsed.all_parts):
        return parsed
    if not plain_words.read_words(bare, False, EMPTY, off).is_symbol:
        return parsed
    return replace(parsed, clauses=((QueryPart(bare, 0, len(bare)),),), without=())


def _meanings(
    clause: Sequence[QueryPart], marked: bool, lexicon: Lexicon, off: frozenset[str]
) -> Iterator[PartMeaning]:
    for part in clause:
        if part.is_beginning:
            yield plain_words.read_beginning(part.text)
        elif not part.is_phrase:
            yield plain_words.read_words(part.text, marked, lexicon, off)
        elif analyse(part.text).fold:  # nothing between the marks asks for nothing
            yield plain_words.read_phrase(part.text, marked)


def _every(clause: Sequence[PartMeaning]) -> Query | None:
    parts = [query for meaning in clause for query in meaning.strict]
    bonus = tuple(query for meaning in clause for query in meaning.bonus)
    if len(parts) == 1 and not bonus:
        return parts[0]
    return And(tuple(parts), bonus=Or(bonus) if bonus else None) if parts else None


def _any(clause: Sequence[PartMeaning], marked: bool, off: frozenset[str]) -> Query | None:
    loose = tuple(query for meaning in clause for query in meaning.loose)
    bound = tuple(query for meaning in clause for query in meaning.bound)
    if marked and FOLDING in off:
        loose = tuple(q for q in loose if not (isinstance(q, Term) and q.field is Field.FOLD))
    if not loose:
        return And(bound) if bound and marked and FOLDING not in off else None
    return And((Or(loose), *bound)) if bound else Or(loose)


def _bounds(parsed: ParsedQuery) -> Iterator[Query]:
    for part in (*parsed.conditions, *parsed.without):
        if part.condition:
            if query := part.condition.query:
                yield Not(query) if part.is_without else query
        elif part.is_beginning:
            yield Not(plain_words.beginning(part.text))
        elif (tokens := analyse(part.text)).fold:
            yield Not(plain_words.phrase(tokens, is_marked(part.text)))


def _within(query: Query | None, bounds: tuple[Query, ...]) -> Query:
    if not bounds:
        return query or EVERYTHING
    if query is None and all(isinstance(bound, Not) for bound in bounds):
        query = EVERYTHING
    return And((query, *bounds) if query else bounds)


def _ahead(
    every: Query | None, words: Sequence[PartMeaning], whole: PartMeaning | None, marked: bool
) -> Iterable[Query]:
    """What comes first: a title typed as it stands, then what bears a named symbol.

    "một số điều của nghị định 80" is the title of another directive.
    """
    own = [query for meaning in words for query in meaning.own]
    titled = list(_by_title(every, whole, marked)) if every and whole else []
    if whole is None or not whole.is_named:
        return [*own, *titled]
    return own if whole.is_symbol else [*titled[:1], *own]


def _by_title(every: Query, whole: PartMeaning, marked: bool) -> Iterator[Query]:
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


def _chips(parsed: ParsedQuery, words: Sequence[PartMeaning], marked: bool) -> Iterator[Chip]:
    typed = {
        ChipKind.PHRASE: [part for part in parsed.all_parts if part.is_phrase],
        ChipKind.BEGINNING: [part for part in parsed.all_parts if part.is_beginning],
        ChipKind.WITHOUT: parsed.without,
        ChipKind.FIELD: parsed.conditions,
    }
    for kind, part in ((kind, part) for kind, parts in typed.items() for part in parts):
        left, right = parsed.text[: part.start], parsed.text[part.end :]
        is_kept = (part.is_phrase or part.is_beginning) and not part.is_without
        as_words = part.text.rstrip("*") if is_kept else ""
        yield Chip(kind, part.text, _joined(left, as_words, right))
    if len(parsed.clauses) > 1:
        shown = " / ".join(" ".join(p.text for p in clause) for clause in parsed.clauses)
        yield Chip(ChipKind.EITHER, shown, _joined(*(p.text for p in parsed.all_parts)))
    for meaning in words:
        yield from meaning.chips
    plain = " ".join(meaning.text for meaning in words if not meaning.is_symbol)
    if not marked and any(sign.isalpha() for sign in plain):
        yield Chip(ChipKind.UNMARKED, plain)


def _joined(*parts: str) -> str:
    return " ".join(" ".join(parts).split())
