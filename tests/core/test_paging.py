"""Pages of long lists: every row on one page, numbers that nobody can lead astray."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from intranet.core.database import db
from intranet.core.paging import FARTHEST, Pager, cut, page_number, rows_on, within
from intranet.people.models import StaffMember
from tests.making import Make


@given(st.lists(st.integers(), max_size=40), st.integers(1, 12))
def test_the_pages_of_a_list_are_the_list(rows: list[int], each: int) -> None:
    pages = [cut(rows, number, each) for number in range(1, cut(rows, 1, each).pages + 1)]
    assert [row for page in pages for row in page.rows] == rows
    assert all(page.last - page.first + 1 == len(page.rows) for page in pages if page.rows)


@given(st.integers(), st.integers(0, 1000), st.integers(1, 50))
def test_a_number_outside_means_the_nearest_page(number: int, total: int, each: int) -> None:
    assert 1 <= within(number, total, each) <= max(1, -(-total // each))


@pytest.mark.parametrize(
    ("address", "number"),
    [("/", 1), ("/?trang=3", 3), ("/?trang=-3", 1), ("/?trang=ba", 1), ("/?trang=9" * 9, 1)],
)
def test_the_address_says_the_number_of_a_page(app: Flask, address: str, number: int) -> None:
    with app.test_request_context(address):
        assert page_number() == number


def test_no_address_asks_for_a_page_too_far_away(app: Flask) -> None:
    with app.test_request_context(f"/?trang={FARTHEST * 10}"):
        assert page_number() == FARTHEST


def test_a_page_of_a_query_is_counted_and_cut(app: Flask, make: Make) -> None:
    people = [make.staff() for _ in range(5)]
    query = select(StaffMember).order_by(StaffMember.id.desc())
    number, total, rows = rows_on(db.session, query, 99, 2)
    assert (number, total) == (-(-total // 2), len(people))
    assert len(rows) == total - 2 * (number - 1)


def test_the_foot_of_an_empty_list_counts_nothing() -> None:
    foot = Pager(1, 20, 0, str)
    assert (foot.pages, foot.first, foot.last) == (1, 0, 0)
