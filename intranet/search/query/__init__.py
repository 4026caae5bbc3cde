"""What somebody means by the words typed into the search box, without a database or an index.

`parsing` takes the words apart, `understanding` makes of them what an engine is asked; key:value
parts are in `field_syntax`. Start at `understanding.understand`.
"""

__all__ = [
    "field_syntax", "meaning", "parsing", "plain_words", "preference", "query_syntax", "references",
    "request", "spelling", "tree", "understanding",
]  # fmt: skip
