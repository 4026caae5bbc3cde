"""The results page: what is found, in which order, and the lines that show why.

Start at `queries.results`: it asks an engine by `retrieval` and shows hits with `snippets`.
"""

__all__ = [
    "file_highlights",
    "matches",
    "page_address",
    "personal_search",
    "queries",
    "retrieval",
    "similar",
    "snippets",
    "views",
    "views_advanced",
    "views_highlights",
    "views_similar",
]
