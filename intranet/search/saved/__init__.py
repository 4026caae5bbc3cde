"""Saved searches: kept by a person, asked anew by the worker, read as a feed.

Start at `actions.save`; `alerts` tells owners of new hits, `feeds` writes Atom.
"""

__all__ = [
    "actions", "alerts", "feeds", "models", "named_documents", "views", "views_feed", "words",
]  # fmt: skip
