"""Dates of documents."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.language.text.dates import find_dates
from tests.language.examples import DATES, NO_DATES


@pytest.mark.parametrize(("text", "partial"), DATES)
def test_a_date_is_read_with_its_blanks(text, partial):
    found = find_dates(text)[0]
    assert found.partial == partial
    assert found.iso == (None if "_" in partial else partial)


@pytest.mark.parametrize("text", NO_DATES)
def test_impossible_days_and_other_figures_are_no_dates(text):
    assert find_dates(text) == ()


def test_both_ends_of_a_period_are_found():
    found = find_dates("từ 15/12/2024 đến 14/6/2025")
    assert [each.iso for each in found] == ["2024-12-15", "2025-06-14"]


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_in_figures_and_in_words(day):
    figures = f"ký ngày {day.day:02}/{day.month}/{day.year}."
    spelled = f"ngày {day.day} tháng {day.month} năm {day.year}"
    assert find_dates(figures)[0].iso == find_dates(spelled)[0].iso == day.isoformat()
    found = find_dates(figures)[0]
    assert figures[found.start : found.end] == f"{day.day:02}/{day.month}/{day.year}"


@given(st.text(alphabet="ngày thánăm0123456789/.-_… \n", max_size=60))
def test_no_text_is_too_odd_to_be_looked_at(text):
    for found in find_dates(text):
        assert 0 <= found.start < found.end <= len(text)
