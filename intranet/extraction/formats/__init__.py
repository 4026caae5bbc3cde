"""formats: to be described."""
