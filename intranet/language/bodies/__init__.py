"""bodies: to be described."""
