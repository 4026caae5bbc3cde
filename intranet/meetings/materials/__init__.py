"""What is read for a meeting (tài liệu): directives of the repository and files of its own.

Start with `actions`; `material_search` tells the search index what the files say.
"""

__all__ = ["actions", "material_search", "queries"]
