"""Tests of reading; `office.py` and `making.py` are shared by all."""
