"""Reading: what must be read, the proof that it was, and who is missing.

Start at `models.py` (assignment, excuse, receipt). What counts as read stands in
`coverage/reading_rules.py`. Pages that show several wings at once are `views_*.py` here.
"""

WINGS = ("coverage", "plan", "quiz", "receipts", "assignments", "reminders")
