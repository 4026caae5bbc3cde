"""Official reports: figures gathered for a period and frozen, their text, tables, PDF, editions.

Start with `actions.py`; what stands at the top of the sheet is `heading.py`, the sentences are
`report_text.py`, the tables behind them `appendices.py`, the periods `periods.py`.
"""

__all__ = ["models"]
