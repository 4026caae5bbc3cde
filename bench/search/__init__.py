"""How fast the search is, on a corpus of one's own: start reading in `__main__`."""
