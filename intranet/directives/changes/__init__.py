"""Changes after publishing: a publication undone, a directive recalled, other terms of reading.

Start at `withdrawal`; what higher rooms change is noted there too.
"""

__all__ = ["models", "withdrawal", "words"]
