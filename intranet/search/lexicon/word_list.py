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
from intranet.search.lexicon.models import Abbreviation, LearnedAbbreviation, OfficePair
from intranet.search.lexicon.queries import different, learned_pairs
from intranet.search.lexicon.usual_words import PairKeys, WordPair

PAGE_SIZE = 50


class WordFilter(enum.Enum):
    """Which pairs of the list are wanted; three say where a pair comes from, the first counts."""

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
    origin: WordFilter
    off: bool = False
    ambiguous: bool = False
    times: int = 0
    directive: Directive | None = None
    newest: int | None = None

    @property
    def others(self) -> int:
        """How many directives explain it besides the one that is shown."""
        return self.times - 1


def word_list(session: Session, staff: StaffMember, kind: type[OfficePair]) -> list[ListedPair]:
    """Every pair of a kind that this person may know of, by its first words."""
    pairs = dict(_learned(session, staff)) if kind is Abbreviation else {}
    for keys, pair in kind.usual().items():
        known = pairs.get(keys, ListedPair(pair, WordFilter.USUAL))
        pairs[keys] = replace(known, origin=WordFilter.USUAL)
    for row in session.scalars(select(kind)):
        known_pair = pairs.get(row.pair.keys)
        if row.entered:
            known_pair = known_pair or ListedPair(row.pair, WordFilter.ENTERED)
            known_pair = replace(known_pair, pair=row.pair, origin=WordFilter.ENTERED)
        if known_pair is not None:
            pairs[row.pair.keys] = replace(known_pair, off=row.off)
    unlike = _of_several_meanings(pairs.values()) if kind is Abbreviation else set()
    listed = (
        replace(pair, ambiguous=not pair.off and pair.pair.words_key in unlike)
        for pair in pairs.values()
    )
    return sorted(listed, key=lambda pair: pair.pair.keys)


def page_of(
    session: Session,
    staff: StaffMember,
    pairs: Sequence[ListedPair],
    words: str,
    show: WordFilter,
    number: int,
) -> ListPage[ListedPair]:
    """The page of those that have the words and pass the filter, with where they come from."""
    sought = fold(" ".join(words.split()))
    passing = [listed for listed in pairs if _passes(listed, show) and _has(listed, sought)]
    page = cut(passing, number, PAGE_SIZE)
    ids = {listed.newest for listed in page.rows if listed.newest}
    query = select(Directive).where(Directive.id.in_(ids), visible_to(staff))
    known = {listed.id: listed for listed in session.scalars(query)} if ids else {}
    rows = [replace(listed, directive=known.get(listed.newest or 0)) for listed in page.rows]
    return replace(page, rows=rows)


def _learned(session: Session, staff: StaffMember) -> Iterable[tuple[PairKeys, ListedPair]]:
    query = learned_pairs(staff, func.count(), func.max(LearnedAbbreviation.directive_id))
    for *written, times, newest in session.execute(query):
        pair = WordPair(*written)
        yield pair.keys, ListedPair(pair, WordFilter.LEARNED, times=times, newest=newest)


def _of_several_meanings(pairs: Iterable[ListedPair]) -> set[str]:
    """The short forms, by key, that stand for different words."""
    longs: Mapping[str, list[str]] = defaultdict(list)
    for listed in pairs:
        if not listed.off:
            longs[listed.pair.words_key].append(listed.pair.other_key)
    return {short for short, keys in longs.items() if len(different(keys)) > 1}


def _passes(listed: ListedPair, show: WordFilter) -> bool:
    flags = {WordFilter.AMBIGUOUS: listed.ambiguous, WordFilter.OFF: listed.off}
    return show is WordFilter.ALL or flags.get(show, listed.origin is show)


def _has(listed: ListedPair, sought: str) -> bool:
    return any(sought in fold(text) for text in (listed.pair.words, listed.pair.other))
