"""secrecy: to be described."""
