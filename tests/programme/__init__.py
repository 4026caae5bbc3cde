"""What intranet/programme owes to the office."""
