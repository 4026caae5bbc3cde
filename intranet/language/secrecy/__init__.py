"""Secrecy: marks of state secrets (dấu chỉ độ mật) in a text or a file name.

`examination` gives the verdict on a text, `marks` knows how a mark is written or damaged.
"""

__all__ = ["examination"]
