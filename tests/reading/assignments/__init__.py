"""Tests of reading/assignments."""
