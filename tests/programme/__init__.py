"""programme: to be described."""
