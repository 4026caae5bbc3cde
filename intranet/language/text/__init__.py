"""text: to be described."""
