"""Calling a meeting (lập buổi họp), changing it, its agenda and who is invited.

Start with `actions`; `forms` says what the organiser fills in.
"""

__all__ = ["actions", "forms"]
