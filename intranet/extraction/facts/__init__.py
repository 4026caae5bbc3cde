"""facts: to be described."""
