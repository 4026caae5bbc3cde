"""What search asks the rooms above."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from intranet.core.extension_points import Hook
from intranet.people.models import StaffMember


@dataclass(frozen=True)
class ReadingMark:
    """A state of the look and the words beside it."""

    name: str
    words: str


def _no_marks(_directive_ids: Sequence[int]) -> Mapping[int, ReadingMark]:
    return {}


def _nothing_unread(_staff: StaffMember) -> frozenset[str]:
    return frozenset()


reading_marks: Hook[[Sequence[int]], Mapping[int, ReadingMark]] = Hook(_no_marks)
"""How far I am with each of these directives; those not given to me to read are left out."""
unread_entries: Hook[[StaffMember], frozenset[str]] = Hook(_nothing_unread)
"""What this person was asked to read and has not, by the names of the search index."""
