"""rtf: to be described."""
