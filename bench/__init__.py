"""Measurements; each is `python -m bench.NAME … --json`."""
