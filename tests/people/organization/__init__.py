"""What intranet/people/organization owes to the office."""
