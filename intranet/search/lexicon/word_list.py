"""The list of words that stand for others, as far as a person may know where they come from."""

import enum
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intranet.core.paging import ListPage, cut
from intranet.directives.audience.visibility import visible_to
from intranet.directives.models import Directive
from intranet.language.text.normalization import fold
from intranet.people.models import StaffMember
from intranet.search.lexicon.models import Abbreviation, LearnedAbbreviation, Synonym
from intranet.search.lexicon.queries import different, may_know
from intranet.search.lexicon.usual_words import WordPair, usual_abbreviations, usual_synonyms

PAGE_SIZE = 50


class WordOrigin(enum.Enum):
    """Where words come from; a pair that comes from several is shown under the first."""

    ENTERED = "entered"
    USUAL = "usual"
    LEARNED = "learned"


class WordFilter(enum.Enum):
    """Which pairs of the list are wanted."""

    ALL = "all"
    ENTERED = "entered"
    USUAL = "usual"
    LEARNED = "learned"
    AMBIGUOUS = "ambiguous"
    OFF = "off"


@dataclass(frozen=True)
class ListedPair:
    """One pair on the list.

    times counts the directives that explain it, directive is the newest of them, both only as far
    as this person may see.
    """

    pair: WordPair
    origin: WordOrigin
    off: bool = False
    ambiguous: bool = False
    times: int = 0
    directive: Directive | None = None
    newest: int | None = None


@dataclass(frozen=True)
class WordPage(ListPage[ListedPair]):
    """One page of the list; `all` counts every pair, `total` those that the filter lets through."""

    all: int


def abbreviations(session: Session, staff: StaffMember) -> list[ListedPair]:
    """Every abbreviation that this person may know of, by short form."""
    found = dict(_learned(session, staff))
    for keys, one in usual_abbreviations().items():
        found[keys] = replace(
            found.get(keys, ListedPair(one, WordOrigin.USUAL)), origin=WordOrigin.USUAL
        )
    for row in session.scalars(select(Abbreviation)):
        both = WordPair(row.short, row.short_key, row.long, row.long_key)
        _put(found, both, row.entered, row.off)
    return _marked(found.values())


def synonyms(session: Session) -> list[ListedPair]:
    """Every synonym, by its first words."""
    found = {keys: ListedPair(one, WordOrigin.USUAL) for keys, one in usual_synonyms().items()}
    for row in session.scalars(select(Synonym)):
        both = WordPair(row.words, row.words_key, row.other, row.other_key)
        _put(found, both, row.entered, row.off)
    return sorted(found.values(), key=lambda one: one.pair.keys)


def page_of(
    session: Session,
    staff: StaffMember,
    found: Sequence[ListedPair],
    words: str,
    show: WordFilter,
    page: int,
) -> WordPage:
    """The page of those that have the words and are wanted; too high a number is the last page."""
    sought = fold(" ".join(words.split()))
    kept = [one for one in found if _wanted(one, show) and (not sought or _has(one, sought))]
    shown = cut(kept, page, PAGE_SIZE)
    ids = {one.newest for one in shown.rows if one.newest}
    query = select(Directive).where(Directive.id.in_(ids), visible_to(staff))
    known = {one.id: one for one in session.scalars(query)} if ids else {}
    pairs = [replace(one, directive=known.get(one.newest or 0)) for one in shown.rows]
    return WordPage(shown.number, PAGE_SIZE, shown.total, pairs, len(found))


def _learned(session: Session, staff: StaffMember) -> Iterable[tuple[tuple[str, str], ListedPair]]:
    learned = LearnedAbbreviation
    query = (
        select(
            func.min(learned.short), learned.short_key, func.min(learned.long), learned.long_key,
            func.count(), func.max(learned.directive_id),
        )
        .where(may_know(staff))
        .group_by(learned.short_key, learned.long_key)
    )  # fmt: skip
    for short, short_key, long, long_key, times, newest in session.execute(query):
        both = WordPair(short, short_key, long, long_key)
        yield both.keys, ListedPair(both, WordOrigin.LEARNED, times=times, newest=newest)


def _put(
    found: dict[tuple[str, str], ListedPair], both: WordPair, entered: bool, off: bool
) -> None:
    known = found.get(both.keys)
    if entered:
        known = replace(
            known or ListedPair(both, WordOrigin.ENTERED), pair=both, origin=WordOrigin.ENTERED
        )
    if known is not None:
        found[both.keys] = replace(known, off=off)


def _marked(found: Iterable[ListedPair]) -> list[ListedPair]:
    longs: Mapping[str, list[str]] = defaultdict(list)
    listed = list(found)
    for one in listed:
        if not one.off:
            longs[one.pair.words_key].append(one.pair.other_key)
    unlike = {short for short, keys in longs.items() if len(different(keys)) > 1}
    marked = (
        replace(one, ambiguous=not one.off and one.pair.words_key in unlike) for one in listed
    )
    return sorted(marked, key=lambda one: one.pair.keys)


def _wanted(one: ListedPair, show: WordFilter) -> bool:
    if show is WordFilter.ALL:
        return True
    if show is WordFilter.AMBIGUOUS:
        return one.ambiguous
    return one.off if show is WordFilter.OFF else one.origin.value == show.value


def _has(one: ListedPair, sought: str) -> bool:
    return any(sought in fold(text) for text in (one.pair.words, one.pair.other))
