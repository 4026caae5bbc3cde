"""What the index holds and how it is kept level with the database.

What of an entry is indexed, field by field, stands in `intranet.search.fields`, where entries come
from in `sources`. Start at `indexing.catch_up`; `rebuild` builds the index anew, `consistency`
compares it with the database.
"""

__all__ = [
    "consistency",
    "directive_entries",
    "entry_updates",
    "indexing",
    "rebuild",
    "sources",
    "tasks",
    "views",
]
