"""Meetings: thematic meetings, their materials, attendance (floor 8)."""
