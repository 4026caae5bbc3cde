"""Intake: from an uploaded file to a published directive (floor 5)."""
