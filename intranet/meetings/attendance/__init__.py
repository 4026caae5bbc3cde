"""Who is expected, who answered, who was there (điểm danh).

Start with `queries.attendance`: everybody invited with answer and presence.
"""

__all__ = ["actions", "queries"]
