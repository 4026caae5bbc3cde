"""Places on the pages of reading where higher rooms draw panels."""

from intranet.core.extension_points import Slot
from intranet.reading.models import Assignment

coverage_links: Slot[[Assignment, int | None]] = Slot()
"""Beside the people of one directive: ways to lists that may be taken out."""
