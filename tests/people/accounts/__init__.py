"""What intranet/people/accounts owes to the office."""
