"""People: departments, staff, roles, sign-in (floor 3)."""
