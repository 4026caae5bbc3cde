"""The larger engine of a single machine: a tantivy index in a folder; start with `engine`."""

__all__ = ["engine"]
