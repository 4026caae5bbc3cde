"""Coverage: who was expected to read what on a day, and how far they came.

`reading_rules.py` says what counts as read. `periods.py` plans from the facts when somebody is
expected, `reconcile.py` brings the table in line, `counts.py` counts it; pages ask `queries.py`.
"""

__all__ = [
    "consistency",
    "counts",
    "curve",
    "fact_queries",
    "facts",
    "filter",
    "forecast",
    "heat_map",
    "models",
    "overdue",
    "periods",
    "queries",
    "readers",
    "reading_rules",
    "reconcile",
    "report_counts",
    "waiting_people",
]
