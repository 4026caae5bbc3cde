"""What is read for a meeting (tài liệu): directives of the repository and files of its own.

Start with `actions`; `queries` says what a person may see of them.
"""

__all__ = ["actions", "queries"]
