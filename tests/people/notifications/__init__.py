"""What intranet/people/notifications owes to the office."""
