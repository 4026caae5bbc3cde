"""odt: to be described."""
