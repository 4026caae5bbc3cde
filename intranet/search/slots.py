"""Places on the pages of search where its higher wings draw panels."""

from intranet.core.extension_points import Slot
from intranet.people.models import StaffMember

above: Slot[[StaffMember, str]] = Slot()
"""Above the hits of a query that was typed."""
start: Slot[[StaffMember]] = Slot()
"""On the page where a search begins."""
