"""What search asks the rooms above."""

from intranet.core.extension_points import Hook
from intranet.people.models import StaffMember

unread_entries: Hook[[StaffMember], frozenset[str]] = Hook(lambda _staff: frozenset())
"""What this person was asked to read and has not, by the names of the search index."""
