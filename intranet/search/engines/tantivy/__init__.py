"""The larger engine of a single machine: a tantivy index, for an office with a large register.

The path of one query: `engine` opens a `snapshot` of the last commit; `query_translation` makes
tantivy queries of the tree, tantivy finds, scores and counts, and `ordering` reads no more hits
than the page needs. Only a search with a floor lists the hits above it. Facets, days and ids are
numbers in the index; `reader` knows what they stand for.
"""

__all__ = ["engine"]
