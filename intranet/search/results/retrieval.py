"""From typed words to found ids, without a database: understand, ask strictly, then loosely."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flask_babel import lazy_gettext as _l

from intranet.language.text.telex import from_telex
from intranet.search.engines.port import Engine, EngineResults
from intranet.search.fields import FACETS
from intranet.search.lexicon.meanings import EMPTY, Lexicon
from intranet.search.query.meaning import Chip, ChipKind, UnderstoodQuery
from intranet.search.query.preference import Preference
from intranet.search.query.request import Filters, Sort
from intranet.search.query.spelling import corrected
from intranet.search.query.tree import Query
from intranet.search.query.understanding import NOTHING_OFF, loosened, understand

FEW = 10
FLOOR = 0.2
MOST_NAMED = 12  # words that near hits are looked through for
TYPING, SPELLING, FOLDING, PREFERENCE = "typing", "spelling", "folding", "preference"


@dataclass(frozen=True)
class SearchOutcome:
    """What a query found, and how it was understood.

    exact counts the hits that carry all that was asked for; the others of `found` are near.
    missing has, by id of a near hit on this page, the typed words that it lacks. instead is a
    query that finds more with this audience, or "". note is a lazy sentence when the query was
    not searched as it was typed, or "".
    """

    understood: UnderstoodQuery
    found: EngineResults
    exact: int
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    instead: str = ""
    note: object = ""

    @property
    def near(self) -> int:
        """How many hits carry only part of what was asked for."""
        return self.found.total - self.exact


@dataclass(frozen=True)
class _Request:
    """All of a search but its words."""

    engine: Engine
    audience: frozenset[str] | None
    filters: Filters
    sort: Sort
    limit: int
    offset: int
    lexicon: Lexicon
    off: frozenset[str]
    prefer: Preference | None

    def search(self, query: Query, ahead: tuple[Query, ...], floor: float = 0.0) -> EngineResults:
        return self.engine.search(
            query, audience=self.audience, filters=self.filters, ahead=ahead, sort=self.sort,
            limit=self.limit, offset=self.offset, floor=floor, prefer=self.prefer, facets=FACETS,
        )  # fmt: skip


def find(
    engine: Engine,
    raw: str,
    audience: frozenset[str] | None,
    filters: Filters | None = None,
    sort: Sort = Sort.BEST,
    limit: int = 20,
    offset: int = 0,
    *,
    lexicon: Lexicon = EMPTY,
    off: frozenset[str] = NOTHING_OFF,
    prefer: Preference | None = None,
) -> SearchOutcome:
    """The hits for a typed query, at most `limit` from `offset` on.

    First what carries all words; when that is little, also what carries part of them. Phrases
    that nothing carries are taken as words. Only when nothing carries all words: Telex and VNI
    that were not converted, then likely misspellings. off holds the keys of chips that were
    switched off.
    """
    prefer = None if PREFERENCE in off or sort is not Sort.BEST else prefer
    asked = _Request(
        engine,
        audience,
        Filters() if filters is None else filters,
        sort,
        limit,
        offset,
        lexicon,
        off,
        prefer,
    )
    found = _asked(asked, raw)
    if not found.exact and found.understood.every is not None:
        found = _read_otherwise(asked, raw, found)
    if prefer and found.found.total:
        found = _with_chip(found, Chip(ChipKind.PREFERENCE, "", key=PREFERENCE))
    return found


def _asked(asked: _Request, raw: str) -> SearchOutcome:
    meant = understand(raw, asked.lexicon, asked.off)
    if meant.every is None:
        return SearchOutcome(meant, EngineResults(), 0, note=meant.note)
    found = asked.search(meant.every, meant.ahead)
    if found.total < FEW and meant.any is not None:
        # What only looks like a single word is near however little it scores.
        floor = FLOOR if len(meant.asked) > 1 else 0.0
        found = asked.search(meant.any, (*meant.ahead, meant.every), floor)
    else:
        found = replace(found, ahead=found.total)
    if not found.total and meant.quoted:
        loose = _asked(asked, loosened(raw))
        return replace(loose, note=loose.note or _NO_PHRASE if loose.found.total else loose.note)
    finding = SearchOutcome(
        meant, found, found.ahead, _missing(asked, meant, found), note=meant.note
    )
    if finding.near and meant.marked and FOLDING not in asked.off:
        finding = _with_chip(finding, Chip(ChipKind.FOLDING, "", key=FOLDING))
    return finding


_NO_PHRASE = _l("Không văn bản nào có đúng cụm trong ngoặc kép; đã tìm các từ của cụm ấy.")


def _missing(
    asked: _Request, meant: UnderstoodQuery, found: EngineResults
) -> dict[str, tuple[str, ...]]:
    """The typed words that each near hit of the page lacks."""
    words = meant.asked[:MOST_NAMED]
    near = [hit.id for hit in found.hits[max(0, found.ahead - asked.offset) :]]
    if not near or not words:
        return {}
    holders = asked.engine.holding([query for _, query in words], near)
    return {
        one: lacking
        for one in near
        if (
            lacking := tuple(
                w for (w, _), has in zip(words, holders, strict=True) if one not in has
            )
        )
    }


def _read_otherwise(asked: _Request, raw: str, found: SearchOutcome) -> SearchOutcome:
    """The finding by what the typed words were perhaps meant to be, if that finds more."""
    if TYPING not in asked.off and (typed := from_telex(raw)):
        other = _asked(asked, typed)
        if other.exact or other.found.total > found.found.total:
            return _with_chip(other, Chip(ChipKind.TYPING, typed, key=TYPING))
    if SPELLING in asked.off:
        return found
    mended = corrected(asked.engine, raw)
    if not mended:
        return found
    other = _asked(asked, mended)
    if not found.found.total and other.found.total:
        note = _l("Không có “%(typed)s”, đang tìm “%(meant)s”.", typed=raw.strip(), meant=mended)
        return replace(_with_chip(other, Chip(ChipKind.SPELLING, mended, key=SPELLING)), note=note)
    return replace(found, instead=mended) if other.exact else found


def _with_chip(finding: SearchOutcome, chip: Chip) -> SearchOutcome:
    meant = finding.understood
    return replace(finding, understood=replace(meant, chips=(*meant.chips, chip)))
