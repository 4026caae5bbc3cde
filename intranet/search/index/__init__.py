"""What the index holds and how it is kept level with the database.

What of an entry is indexed, field by field, says `intranet.search.fields`; where entries come from,
`sources`. Start at `indexing.catch_up`; `rebuild` builds anew, `consistency` holds both side by side.
"""

__all__ = [
    "consistency",
    "directive_entries",
    "indexing",
    "rebuild",
    "sources",
    "views",
]
