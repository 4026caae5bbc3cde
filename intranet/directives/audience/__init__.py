"""Whom a directive is for (phổ biến đến), and so who may see it.

Start with `rule`: the one definition of whom an audience means. `visibility` adds what roles and
heads of units see besides; `meant_people` counts and names the people of an audience.
"""

__all__ = [
    "audience_words", "entries", "meant_people", "models", "rule", "rule_in_index", "rule_in_sql",
    "visibility",
]  # fmt: skip
