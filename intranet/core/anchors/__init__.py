"""Anchors: signed heads of the chains, kept outside the database that the chains stand in.

Start at `anchor_file.py`, which says what a line holds; `anchoring.py` writes one each day and on
each report, `comparison.py` finds what differs from them, `verification.py` says it to commands.
"""

__all__ = ["anchor_file", "anchoring", "comparison", "verification"]
