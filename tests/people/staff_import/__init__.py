"""staff_import: to be described."""
