"""What reading tells itself; receivers act in the same transaction."""

from intranet.core.extension_points import Signal

assignment_made: Signal[[int]] = Signal()
"""A directive is given to its audience to read, and must be put into their lists."""
