"""What people tells the rooms above; receivers act in the same transaction."""

from intranet.core.extension_points import Signal

staff_moved: Signal[[frozenset[int]]] = Signal()
"""The place of these people has changed: they joined, moved, left, or are away."""
holidays_changed: Signal[[]] = Signal()
"""Days off were entered, so working days are counted otherwise."""
mail_written: Signal[[]] = Signal()
"""Letters wait in the spool."""
