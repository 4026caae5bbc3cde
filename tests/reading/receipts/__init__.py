"""Tests of reading/receipts."""
