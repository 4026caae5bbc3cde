"""intake: to be described."""
