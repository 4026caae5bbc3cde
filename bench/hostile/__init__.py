"""What odd and hostile files do to the portal: start reading in `__main__`."""
