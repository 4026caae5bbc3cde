"""From an understood query to found ids, without a database: ask strictly, then loosely."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from flask_babel import lazy_gettext as _l

from intranet.language.text.telex import from_telex
from intranet.search.analysis import analyse
from intranet.search.engines.port import Engine, EngineResults
from intranet.search.query import meaning
from intranet.search.query.meaning import Chip, ChipKind, UnderstoodQuery
from intranet.search.query.plain_words import phrase
from intranet.search.query.request import Filters, LooserReading, SearchRequest, Sort
from intranet.search.query.spelling import corrected
from intranet.search.query.understanding import understand
from intranet.search.query_text import query_text

FEW = 10
FLOOR = 0.2
MOST_NAMED = 12  # words that near hits are looked through for


@dataclass(frozen=True)
class SearchOutcome:
    """What a query found, and how it was understood.

    exact counts the hits that carry all that was asked for; the others of `results` are near.
    missing has, by id of a near hit on this page, the typed words that it lacks. instead is a
    query that finds more with this audience, or "". note is a lazy sentence when the query was
    not searched as it was typed, or "". lacking are typed phrases that stand nowhere, as_words
    what would be found if all phrases were taken as words; both only where nothing was found.
    """

    understood: UnderstoodQuery
    results: EngineResults
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    instead: str = ""
    note: object = ""
    lacking: tuple[str, ...] = ()
    as_words: EngineResults = field(default_factory=EngineResults)

    @property
    def exact(self) -> int:
        """How many hits carry all that was asked for."""
        return self.results.ahead

    @property
    def partial(self) -> int:
        """How many hits carry only part of what was asked for."""
        return self.results.total - self.exact

    def with_chip(self, kind: ChipKind, text: str = "") -> "SearchOutcome":
        """The same, telling that words were taken in one more way, which can be switched off."""
        chips = (*self.understood.chips, Chip(kind, text, key=kind.value))
        return replace(self, understood=replace(self.understood, chips=chips))


def find(engine: Engine, query: UnderstoodQuery, request: SearchRequest) -> SearchOutcome:
    """The hits for a query within what the request says of audience, filters, order and page.

    First what carries all words; when that is little, also what carries part of them. Where a
    phrase stands nowhere, nothing is found; its words are only counted. Only when nothing carries
    all words: Telex and VNI that were not converted, then likely misspellings.
    """
    if meaning.PREFERENCE in query.off or request.sort is not Sort.BEST:
        request = replace(request, prefer="")
    outcome = _as_typed(engine, query, request)
    if not outcome.exact and outcome.understood.every is not None:
        outcome = _read_otherwise(engine, query, request, outcome)
    if outcome.understood.quoted and not outcome.results.total:
        return _with_phrases_as_words(engine, outcome, request)
    if request.prefer and outcome.results.total:
        outcome = outcome.with_chip(ChipKind.PREFERENCE)
    return outcome


def _with_phrases_as_words(
    engine: Engine, outcome: SearchOutcome, request: SearchRequest
) -> SearchOutcome:
    """Which phrases stand nowhere, and how much there is without the quotation marks."""
    query, few = outcome.understood, replace(request, limit=1, offset=0, facets=())
    typed = (chip.text for chip in query.chips if chip.kind is ChipKind.PHRASE)
    standing = {text: phrase(analyse(text), False) for text in typed}
    lacking = tuple(
        text for text, asked in standing.items()
        if not engine.search(replace(few, query=asked, filters=Filters())).total
    )  # fmt: skip
    loose = _as_typed(engine, without_quotes(query), few)
    return replace(outcome, lacking=lacking, as_words=loose.results)


def _as_typed(engine: Engine, query: UnderstoodQuery, request: SearchRequest) -> SearchOutcome:
    if query.every is None:
        return SearchOutcome(query, EngineResults(), note=query.note)
    # What only looks like a single word is near however little it scores.
    floor = FLOOR if len(query.word_queries) > 1 else 0.0
    ahead = (*query.ahead, query.every)
    looser = LooserReading(FEW, query.any, ahead, floor) if query.any is not None else None
    results = engine.search(replace(request, query=query.every, ahead=query.ahead, looser=looser))
    if looser is None:
        results = replace(results, ahead=results.total)
    missing = _missing(engine, query, results, request.offset)
    outcome = SearchOutcome(query, results, missing, note=query.note)
    if outcome.partial and query.marked and meaning.FOLDING not in query.off:
        return outcome.with_chip(ChipKind.FOLDING)
    return outcome


def _missing(
    engine: Engine, query: UnderstoodQuery, results: EngineResults, offset: int
) -> dict[str, tuple[str, ...]]:
    """The typed words that each near hit of the page lacks."""
    words = query.word_queries[:MOST_NAMED]
    near = [hit.id for hit in results.hits[max(0, results.ahead - offset) :]]
    if not near or not words:
        return {}
    holders = engine.holding([query for _, query in words], near)
    having = [(word, ids) for (word, _), ids in zip(words, holders, strict=True)]
    lacking = {entry: tuple(word for word, ids in having if entry not in ids) for entry in near}
    return {entry: missing for entry, missing in lacking.items() if missing}


def _read_otherwise(
    engine: Engine, query: UnderstoodQuery, request: SearchRequest, outcome: SearchOutcome
) -> SearchOutcome:
    for kind, meant, reading in other_readings(engine, query):
        other = _as_typed(engine, reading, request)
        if kind is ChipKind.TYPING:
            if other.exact or other.results.total > outcome.results.total:
                return other.with_chip(kind, meant)
        elif other.results.total and not outcome.results.total:
            typed = query.text.raw.strip()
            note = _l("Không có “%(typed)s”, đang tìm “%(meant)s”.", typed=typed, meant=meant)
            return replace(other.with_chip(kind, meant), note=note)
        elif other.exact:
            return replace(outcome, instead=meant)
    return outcome


def other_readings(
    engine: Engine, query: UnderstoodQuery
) -> Iterator[tuple[ChipKind, str, UnderstoodQuery]]:
    """What the typed words perhaps were meant to be: why, how they would be typed, what they mean.

    Telex and VNI that were not converted come first, then likely misspellings.
    """
    raw = query.text.raw
    if meaning.TYPING not in query.off and (typed := from_telex(raw)):
        yield ChipKind.TYPING, typed, understand(query_text(typed), query.lexicon, query.off)
    if meaning.SPELLING not in query.off and (better := corrected(engine.counts, raw)):
        yield ChipKind.SPELLING, better, understand(query_text(better), query.lexicon, query.off)


def without_quotes(query: UnderstoodQuery) -> UnderstoodQuery:
    """The query with its phrases taken as words."""
    return understand(query.text.without_quotes, query.lexicon, query.off)
