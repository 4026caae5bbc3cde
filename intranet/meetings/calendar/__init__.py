"""The meetings of a person: what comes, what was, a month at a glance, the page of one meeting.

Start with `queries`.
"""

__all__ = ["queries"]
