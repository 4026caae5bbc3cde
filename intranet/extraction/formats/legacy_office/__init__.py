"""legacy_office: to be described."""
