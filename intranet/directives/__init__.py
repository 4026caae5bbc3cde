"""The repository of directives: what is published, to whom, what it cites, and its pages (floor 4).

At the top of the room stand a directive and what is done with it (`models`, `actions`, `forms`).
"""

WINGS = ("audience", "citations", "changes", "register", "viewer")
