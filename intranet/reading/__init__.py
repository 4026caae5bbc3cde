"""Reading: assignments, receipts, coverage (floor 7)."""
