"""What hostile files and slow clients do to everybody else: start reading in `__main__`."""
