"""The results page: what is found, in which order, and the lines that show why.

Start at `queries.results`: it asks an engine by `retrieval` and shows hits with `snippets`.
"""

__all__ = [
    "page_address", "personal_search", "queries", "retrieval", "views", "views_advanced",
    "views_highlights", "views_similar",
]  # fmt: skip
