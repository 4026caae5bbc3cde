"""Tests of reading/coverage."""
