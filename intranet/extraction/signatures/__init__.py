"""signatures: to be described."""
