"""What intranet/programme/incoming_register owes to the office."""
