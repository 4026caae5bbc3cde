"""Receipts: the chained steps delivered, opened, read through and confirmed, and their proof.

Start at `steps.py`, which writes them; `confirmation.py` says when a reading is confirmed,
`chain_verification.py` whether the chain is whole.
"""

__all__ = [
    "chain_verification", "confirmation", "errors", "handing_out", "page_views", "proof",
    "sealed_basis", "steps", "views",
]  # fmt: skip
