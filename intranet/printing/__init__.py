"""Official papers of the office as files: no database, no web."""
