"""The demonstration: invented directives of the office, typeset as they arrive in the post."""
