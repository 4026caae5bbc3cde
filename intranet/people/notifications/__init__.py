"""notifications: to be described."""
