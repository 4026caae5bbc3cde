"""What a person searched for lately: theirs alone to see, to run again and to forget.

Start at `recent_searches.note`.
"""

__all__ = ["models", "recent_searches", "views"]
