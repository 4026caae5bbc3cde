"""sandbox: to be described."""
