"""What reading asks of higher rooms."""

from datetime import date

from intranet.core.extension_points import Hook


def _nowhere(_day: date) -> str:
    return ""


missing_readings: Hook[[date], str] = Hook(_nowhere)
"""The address of the list of all readings that were waited for at the end of a day."""
