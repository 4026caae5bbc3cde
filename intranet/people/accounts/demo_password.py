"""The password of the demo's accounts."""

PASSWORD = "Lang-Son-2026"
"""The password of every invented person; it opens nothing outside the demo."""
