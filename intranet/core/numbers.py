"""Numbers as addresses, forms and files write them."""

LARGEST_ID = 2**31 - 1
"""PostgreSQL keeps ids in 32 bits, SQLite in 64: beyond them the database itself would fail."""


def number_in(written: str | None, most: int = LARGEST_ID) -> int | None:
    """The number written in plain digits; None for anything else, and for more than `most`."""
    digits = (written or "").strip()
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > len(str(most)):
        return None  # Python itself refuses to read thousands of digits
    number = int(digits)
    return number if number <= most else None
