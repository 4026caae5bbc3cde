"""Electronic signatures (chữ ký số) in a file: who signed, when, what holds.

Start at `file_signatures`; `checks` does the work for PDF files and loads much. The sentences that
people see are in `notes`.
"""

__all__ = ["certificates", "file_signatures", "notes"]
