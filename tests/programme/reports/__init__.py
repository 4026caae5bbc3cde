"""What intranet/programme/reports owes to the office."""
