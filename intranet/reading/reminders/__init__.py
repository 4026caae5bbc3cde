"""Reminders: on which days and from which hour the worker reminds, and reminding by hand.

The rules stand in `schedule.py`; `daily_run.py` is the worker's run, `manual_reminders.py` the
button, `reminder_text.py` what it says and shows before.
"""

__all__ = [
    "daily_run", "errors", "manual_reminders", "models", "reminder_text", "schedule",
    "watched_readers",
]  # fmt: skip
