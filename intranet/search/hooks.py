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


reading_marks: Hook[[Sequence[int]], Mapping[int, ReadingMark]] = Hook(lambda _ids: {})
"""How far I am with each of these directives; those not given to me to read are left out."""
unread_entries: Hook[[StaffMember], frozenset[str]] = Hook(lambda _staff: frozenset())
"""What this person was asked to read and has not, by the names of the search index."""
