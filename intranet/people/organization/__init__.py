"""organization: to be described."""
