"""Which pages the person has seen: kept by the reading room, asked for by the reader."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import current_app, url_for

from intranet.core.settings import settings
from intranet.directives.models import Directive, Version

KEEPER = "reading state"
"""Under this name the reading room leaves `ask(directive, version) -> (noted, pages)`."""


@dataclass(frozen=True)
class Seen:
    """The pages seen so far, where to note another one, and after how many seconds on show."""

    url: str = ""
    pages: Iterable[int] = ()
    seconds: int = 0


def seen_of(directive: Directive, version: Version) -> Seen:
    """What the reader needs to know; without an address nothing is noted."""
    ask = current_app.extensions.get(KEEPER)
    noted, pages = ask(directive, version) if ask else (False, ())
    if not noted:
        return Seen()
    url = url_for("reading.seen", directive_id=directive.id, version_id=version.id)
    return Seen(url, sorted(pages), settings().seconds_a_page)
