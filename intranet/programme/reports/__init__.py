"""reports: to be described."""
