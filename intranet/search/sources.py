"""Where findable things come from: directives here, what higher rooms register besides."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Flask, current_app
from sqlalchemy.orm import Session

from intranet.people.models import StaffMember
from intranet.search.values import Entry

REGISTERED = "search sources"


@dataclass(frozen=True)
class Document:
    """One found thing as the page shows it; endpoint and values say where it opens.

    pages are (number, text); total_pages counts those too of which no text was read.
    """

    title: str
    symbol: str
    level: Any
    kind: str
    issued_on: date | None
    endpoint: str
    values: Mapping[str, Any]
    pages: Sequence[tuple[int, str]] = ()
    total_pages: int = 0
    status: Any = None


@dataclass(frozen=True)
class Source:
    """One kind of findable thing. Its model has id, changed_at and indexed_at.

    entries(session, ids) gives the entries of those ids that are to be found; ids it leaves out
    are taken from the index. load_hits(session, staff, ids) gives by id what the page shows of
    those that this person may see, page texts included.
    """

    prefix: str
    model: Any
    entries: Callable[[Session, Sequence[int]], Iterable[Entry]]
    load_hits: Callable[[Session, StaffMember, Sequence[int]], Mapping[int, Document]]

    def name(self, number: int) -> str:
        """The id of an entry: "directive:12"."""
        return f"{self.prefix}:{number}"


def register_source(app: Flask, source: Source) -> None:
    """Let the things of a room be indexed and found; once an app and prefix."""
    app.extensions.setdefault(REGISTERED, {})[source.prefix] = source


def sources() -> Mapping[str, Source]:
    """The registered sources by prefix."""
    found: dict[str, Source] = current_app.extensions.get(REGISTERED, {})
    return found
