"""The shell: layout, home page, login wall, errors (floor 12)."""

WINGS = ("administration", "guide")
