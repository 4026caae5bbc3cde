"""A number is read from foreign text, or it is none: nothing in between."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.core.application import LARGEST_ID, number_in


@given(st.integers(0, LARGEST_ID))
def test_a_number_in_plain_digits_is_read(number: int) -> None:
    assert number_in(f" {number} ") == number


@given(st.text() | st.integers().map(str) | st.integers(5000, 6000).map("9".__mul__))
def test_whatever_is_written_is_a_number_of_a_row_or_none(written: str) -> None:
    number = number_in(written)
    assert number is None or 0 <= number <= LARGEST_ID


@pytest.mark.parametrize("written", [None, "", "-1", "1_000", "٣", "²", "1.5", str(LARGEST_ID + 1)])
def test_what_is_not_plain_digits_or_too_large_is_no_number(written: str | None) -> None:
    assert number_in(written) is None


def test_a_bound_of_its_own_is_kept() -> None:
    assert (number_in("600", 600), number_in("601", 600)) == (600, None)
