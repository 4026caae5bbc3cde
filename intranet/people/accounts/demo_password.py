"""What everybody may know about the accounts of the demo."""

PASSWORD = "Lang-Son-2026"
"""The password of every invented person; it opens nothing outside the demo."""
