"""What intranet/people owes to the office."""
