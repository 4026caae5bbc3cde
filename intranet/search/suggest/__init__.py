"""Suggestions while somebody types: symbols, titles, phrases, conditions, own saved searches.

Start at `suggestions.suggestions`; nothing is suggested from what a person may not see.
"""

__all__ = ["suggestions", "typed_query", "views", "visible_titles"]
