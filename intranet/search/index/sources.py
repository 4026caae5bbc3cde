"""Where findable things come from: directives here, what higher rooms register besides."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from intranet.people.models import StaffMember
from intranet.search.fields import IndexEntry


@dataclass(frozen=True)
class EntryDetails:
    """One found thing as the page shows it; endpoint and values say where it opens.

    pages are (number, text); number is None for what has no pages to open. total_pages counts
    those too of which no text was read.
    """

    title: str
    symbol: str
    level: Any
    kind: str
    issued_on: date | None
    endpoint: str
    values: Mapping[str, Any]
    pages: Sequence[tuple[int | None, str]] = ()
    total_pages: int = 0
    status: Any = None
    signer: str = ""


DetailsLoader = Callable[[Session, StaffMember, Sequence[int]], Mapping[int, EntryDetails]]


@dataclass(frozen=True)
class EntrySource:
    """One kind of findable thing. Its model has id, changed_at and indexed_at.

    entries(session, ids) gives the entries of those ids that are to be found; ids it leaves out
    are taken from the index. load_hits(session, staff, ids) gives by id what the page shows of
    those that this person may see, page texts included; load_titles the same without what has to
    be read for it. findable is a condition of the model for things that are to be found; where it
    says nothing, entries() alone knows.
    """

    prefix: str
    model: Any
    entries: Callable[[Session, Sequence[int]], Iterable[IndexEntry]]
    load_hits: DetailsLoader
    findable: Any = True
    load_titles: DetailsLoader | None = None

    def name(self, number: int) -> str:
        """The id of an entry: "directive:12"."""
        return f"{self.prefix}:{number}"


def moment(at: datetime) -> str:
    """A moment as the index keeps it: ISO, UTC, to the microsecond, so that texts sort as times."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


_sources: dict[str, EntrySource] = {}


def register_source(source: EntrySource) -> None:
    """Let the things of a room be indexed and found."""
    _sources[source.prefix] = source


def sources() -> Mapping[str, EntrySource]:
    """The registered sources by prefix."""
    return _sources


def by_source(names: Iterable[str]) -> list[tuple[EntrySource, list[int]]]:
    """The sources of these entries, each with the numbers of its own ("directive:12")."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for name in names:
        prefix, _, number = name.partition(":")
        numbers[prefix].append(int(number))
    return [(_sources[prefix], some) for prefix, some in numbers.items() if prefix in _sources]


def titles_of(
    session: Session, staff: StaffMember, names: Iterable[str], most: int | None = None
) -> dict[str, EntryDetails]:
    """By id what may be told to this person of these entries, their pages aside.

    Of a source that reads the pages all the same only the first `most` are asked for.
    """
    titles: dict[str, EntryDetails] = {}
    for source, numbers in by_source(names):
        if source.load_titles:
            loaded = source.load_titles(session, staff, numbers)
        else:
            loaded = source.load_hits(session, staff, numbers[:most])
        titles |= {source.name(number): details for number, details in loaded.items()}
    return titles
