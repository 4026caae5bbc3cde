"""The one list of everywhere content or names of a document can stand.

Each room names its own places in its `init.py`. What hangs on an original or a directive by a
foreign key needs no place: `purge` takes it along. A test holds that every table with words is in
the list, hangs on what is purged, or is known to hold nothing of documents.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Scope:
    """The originals and the directives that go together, by their numbers."""

    files: Sequence[int]
    directives: Sequence[int]


Act = Callable[[Session, Scope], None]


@dataclass(frozen=True)
class ContentPlace:
    """Tables, and folders below the data folder, with content or names of documents.

    `hide` takes away what nobody may see any more, `wipe` what a document left that is about to be
    wiped: both with the commit of whoever acts. `hide_outside` follows that commit, for what lies
    outside the database; `rewrite` is done by the worker where something is only marked as gone.
    All may be done twice.
    """

    name: str
    tables: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    hide: Act = lambda *_: None
    wipe: Act = lambda *_: None
    hide_outside: Callable[[Scope], None] = lambda _scope: None
    rewrite: Callable[[], None] = lambda: None


_places: dict[str, ContentPlace] = {}


def register(place: ContentPlace) -> None:
    """Let this be one of the places."""
    _places[place.name] = place


def places() -> Iterator[ContentPlace]:
    """All places, those of lower rooms first."""
    yield from _places.values()
