"""Staff import: a list of staff (CSV, XLSX) is read, judged row by row, and taken over whole.

Start with `rows.py`; a new column is added to its tables.
"""

__all__ = ["actions"]
