"""Tests of reading/reminders."""
