"""What intranet/intake owes to the office."""
