"""symbols: to be described."""
