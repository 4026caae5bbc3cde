"""Official reports: figures gathered for a period and frozen, their text, tables, PDF, editions.

Start with `actions.py`; the sheet from its head to its foot is `report_text.py`, the tables behind
it are `appendices.py`, the periods `periods.py`.
"""

__all__ = ["models"]
