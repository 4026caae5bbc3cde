"""What intranet/web owes to the office."""
