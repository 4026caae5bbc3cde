"""The organization: units, staff and where they served, absences, delegations, groups, days off.

Start with `staff_actions.py` and `memberships.py`; what a working day is stands in
`working_days.py`.
"""

__all__ = [
    "absences_and_delegations", "departments", "groups", "memberships", "models", "queries",
    "staff_actions", "words", "working_days",
]  # fmt: skip
