"""layout: to be described."""
