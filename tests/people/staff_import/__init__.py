"""What intranet/people/staff_import owes to the office."""
