"""accounts: to be described."""
