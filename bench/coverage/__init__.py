"""How fast coverage and reports are in a large office made for it: start reading in `__main__`."""
