"""How dates, numbers and sizes are written on the screen."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask, render_template_string
from flask_babel import Babel, force_locale
from hypothesis import given
from hypothesis import strategies as st

from intranet.web import formats

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)  # 12:00 in the office


def test_a_date_is_day_month_year():
    assert formats.day_month_year(date(2026, 1, 5)) == "05/01/2026"


def test_an_evening_in_utc_is_the_next_day_in_the_office():
    late = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
    assert formats.day_and_time(late) == "23/11/2026 01:30"


def test_a_moment_without_a_zone_is_taken_as_utc():
    assert formats.clock_time(datetime(2026, 11, 23, 7, 30)) == "14:30"


def test_the_long_date_names_the_weekday_in_each_language():
    assert formats.long_date(NOON) == "Thứ Hai, 23/11/2026"
    assert formats.long_date(NOON, "en") == "Monday, 23 November 2026"
    assert formats.long_date(date(2026, 11, 29)) == "Chủ Nhật, 29/11/2026"


def test_a_date_without_a_time_shows_none():
    assert formats.clock_time(date(2026, 11, 23)) == ""
    assert formats.day_and_time(date(2026, 11, 23)) == "23/11/2026"


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (1234.5, "1.234,5", "1,234.5"),
        (1234567, "1.234.567", "1,234,567"),
        (83, "83", "83"),
        (96.0, "96", "96"),
        (0, "0", "0"),
        (-0.04, "0", "0"),
        (-1500.25, "-1.500,2", "-1,500.2"),
    ],
)
def test_numbers_are_grouped_as_the_language_does(value, vietnamese, english):
    assert formats.number(value) == vietnamese
    assert formats.number(value, "en") == english


def test_a_fraction_is_shown_in_percent():
    assert formats.percent(80 / 83) == "96,4%"
    assert formats.percent(1.0) == "100%"
    assert formats.percent(0) == "0%"


def test_a_hundred_per_cent_is_only_said_when_nobody_is_missing():
    assert formats.percent(9999 / 10000) == "99,9%"


@pytest.mark.parametrize(
    ("octets", "shown"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (212_000, "212 kB"),
        (999_600, "1 MB"),
        (1_800_000, "1,8 MB"),
        (48_000_000, "48 MB"),
    ],
)
def test_sizes_are_short(octets, shown):
    assert formats.size(octets) == shown


@pytest.mark.parametrize(
    ("before", "shown"),
    [
        (timedelta(seconds=20), "vừa xong"),
        (timedelta(minutes=5), "5 phút trước"),
        (timedelta(hours=3), "3 giờ trước"),
        (timedelta(hours=20), "hôm qua"),
        (timedelta(days=4), "4 ngày trước"),
        (timedelta(days=30), "24/10/2026"),
    ],
)
def test_ago_is_said_as_people_say_it(before, shown):
    assert formats.ago(NOON - before, now=NOON) == shown


def test_what_is_to_come_is_shown_as_a_date():
    assert formats.ago(NOON + timedelta(days=2), now=NOON) == "25/11/2026"


@pytest.mark.parametrize("written", formats.FILTERS.values())
def test_nothing_is_shown_as_nothing(written):
    assert written(None, "vi") == ""


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_a_whole_number_can_be_read_back(value):
    assert int(formats.number(value).replace(".", "")) == value


@given(st.integers(min_value=0, max_value=10**15))
def test_a_size_is_never_longer_than_nine_signs(octets):
    assert len(formats.size(octets)) <= 9


def test_the_filters_speak_the_language_of_the_page():
    app = Flask(__name__)
    Babel(app, default_locale="vi")
    formats.register(app)
    with app.test_request_context():
        assert render_template_string("{{ 1234.5 | number }}") == "1.234,5"
        with force_locale("en"):
            assert render_template_string("{{ 1234.5 | number }}") == "1,234.5"
