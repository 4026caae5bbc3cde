"""Thematic meetings (sinh hoạt chuyên đề): calling them, who comes, what is read (floor 8)."""

WINGS = ("planning", "attendance", "materials", "calendar")
