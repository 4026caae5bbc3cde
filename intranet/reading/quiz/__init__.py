"""Quiz: a few questions on a version that must be answered right before it is confirmed.

Start at `questions.py`, which also says which point was misunderstood.
"""

__all__ = ["errors", "forms", "models", "questions"]
