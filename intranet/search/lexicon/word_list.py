"""The list of words that stand for others, as far as a person may know where they come from."""

import enum
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intranet.directives.audience.visibility import visible_to
from intranet.directives.models import Directive
from intranet.language.text.normalization import fold
from intranet.people.models import StaffMember
from intranet.search.lexicon.queries import different, may_know
from intranet.search.lexicon.usual_words import Pair, usual_abbreviations, usual_synonyms
from intranet.search.models import Abbreviation, LearnedAbbreviation, Synonym

PAGE_SIZE = 50


class Origin(enum.Enum):
    """Where words come from; a pair that comes from several is shown under the first."""

    ENTERED = "entered"
    USUAL = "usual"
    LEARNED = "learned"


class Show(enum.Enum):
    """Which pairs of the list are wanted."""

    ALL = "all"
    ENTERED = "entered"
    USUAL = "usual"
    LEARNED = "learned"
    AMBIGUOUS = "ambiguous"
    OFF = "off"


@dataclass(frozen=True)
class Listed:
    """One pair on the list.

    times counts the directives that explain it, directive is the newest of them, both only as far
    as this person may see.
    """

    pair: Pair
    origin: Origin
    off: bool = False
    ambiguous: bool = False
    times: int = 0
    directive: Directive | None = None
    newest: int | None = None


@dataclass(frozen=True)
class WordPage:
    """One page of the list; `all` counts every pair, `total` those that the filter lets through."""

    pairs: Sequence[Listed]
    all: int
    total: int
    number: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def first(self) -> int:
        """The place of the first pair shown."""
        return min(self.total, (self.number - 1) * PAGE_SIZE + 1)

    @property
    def last(self) -> int:
        """The place of the last pair shown."""
        return min(self.total, self.number * PAGE_SIZE)


def abbreviations(session: Session, staff: StaffMember) -> list[Listed]:
    """Every abbreviation that this person may know of, by short form."""
    found = dict(_learned(session, staff))
    for keys, one in usual_abbreviations().items():
        found[keys] = replace(found.get(keys, Listed(one, Origin.USUAL)), origin=Origin.USUAL)
    for row in session.scalars(select(Abbreviation)):
        both = Pair(row.short, row.short_key, row.long, row.long_key)
        _put(found, both, row.entered, row.off)
    return _marked(found.values())


def synonyms(session: Session) -> list[Listed]:
    """Every synonym, by its first words."""
    found = {keys: Listed(one, Origin.USUAL) for keys, one in usual_synonyms().items()}
    for row in session.scalars(select(Synonym)):
        both = Pair(row.words, row.words_key, row.other, row.other_key)
        _put(found, both, row.entered, row.off)
    return sorted(found.values(), key=lambda one: one.pair.keys)


def page_of(
    session: Session, staff: StaffMember, found: Sequence[Listed], words: str, show: Show, page: int
) -> WordPage:
    """The page of those that have the words and are wanted; too high a number is the last page."""
    sought = fold(" ".join(words.split()))
    kept = [one for one in found if _wanted(one, show) and (not sought or _has(one, sought))]
    number = max(1, min(page, -(-len(kept) // PAGE_SIZE)))
    shown = kept[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    ids = {one.newest for one in shown if one.newest}
    query = select(Directive).where(Directive.id.in_(ids), visible_to(staff))
    known = {one.id: one for one in session.scalars(query)} if ids else {}
    pairs = [replace(one, directive=known.get(one.newest or 0)) for one in shown]
    return WordPage(pairs, len(found), len(kept), number)


def _learned(session: Session, staff: StaffMember) -> Iterable[tuple[tuple[str, str], Listed]]:
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
        both = Pair(short, short_key, long, long_key)
        yield both.keys, Listed(both, Origin.LEARNED, times=times, newest=newest)


def _put(found: dict[tuple[str, str], Listed], both: Pair, entered: bool, off: bool) -> None:
    known = found.get(both.keys)
    if entered:
        known = replace(known or Listed(both, Origin.ENTERED), pair=both, origin=Origin.ENTERED)
    if known is not None:
        found[both.keys] = replace(known, off=off)


def _marked(found: Iterable[Listed]) -> list[Listed]:
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


def _wanted(one: Listed, show: Show) -> bool:
    if show is Show.ALL:
        return True
    if show is Show.AMBIGUOUS:
        return one.ambiguous
    return one.off if show is Show.OFF else one.origin.value == show.value


def _has(one: Listed, sought: str) -> bool:
    return any(sought in fold(text) for text in (one.pair.words, one.pair.other))
