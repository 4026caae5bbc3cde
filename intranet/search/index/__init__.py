"""What the index holds and how it is kept level with the database.

What of an entry is indexed, field by field, stands in `intranet.search.fields`, where entries come
from in `sources`. Start at `indexing` (catching up, building anew); `consistency` compares the
index with the database.
"""

__all__ = [
    "consistency", "directive_entries", "entry_updates", "indexing", "sources", "tasks", "views",
]  # fmt: skip
