"""pdf: to be described."""
