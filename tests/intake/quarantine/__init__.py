"""quarantine: to be described."""
