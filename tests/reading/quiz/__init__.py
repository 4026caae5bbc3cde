"""Tests of reading/quiz."""
