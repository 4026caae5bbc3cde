"""Search: what somebody types is understood, an index is asked, hits are shown with their lines.

A field of the index is added in `fields`; a key of the query language in `query.field_syntax`; an
engine in `engines`.
"""

WINGS = ("lexicon", "query", "engines", "usage", "recent", "index", "results", "saved", "suggest")
"""From the lowest to the highest: a wing imports only wings before it."""
