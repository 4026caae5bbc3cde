"""What intranet/intake/quarantine owes to the office."""
