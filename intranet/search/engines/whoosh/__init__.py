"""The embedded engine: a Whoosh index in a folder, scored by vectors; start with `engine`."""

__all__ = ["engine"]
