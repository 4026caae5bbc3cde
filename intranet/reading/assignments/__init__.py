"""Assignments: giving a version to its audience to read, delivering it, and ending that.

Start at `actions.py`; `my_reading.py` is what one person has to read.
"""

__all__ = ["actions", "delivery", "my_reading"]
