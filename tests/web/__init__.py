"""web: to be described."""
