"""What the repository asks the rooms above."""

from collections.abc import Iterable
from dataclasses import dataclass

from intranet.core.extension_points import Hook
from intranet.directives.models import Directive, Version


@dataclass(frozen=True)
class PagesSeen:
    """The pages seen so far, where to note another one, and after how many seconds on show."""

    url: str = ""
    pages: Iterable[int] = ()
    seconds: int = 0


def _nothing_noted(_directive: Directive, _version: Version) -> PagesSeen:
    return PagesSeen()


pages_seen: Hook[[Directive, Version], PagesSeen] = Hook(_nothing_noted)
"""Which pages of a version this person has seen; without an address nothing is noted."""
