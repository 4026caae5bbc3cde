"""The days on which the worker reminds of what was not read."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.people.organization.working_days import Calendar
from intranet.reading.reminders.schedule import LATE, ORDER, ReminderKind, due_kind

WEEK = Calendar(holidays=frozenset({date(2026, 9, 2), date(2026, 9, 1)}))


@pytest.mark.parametrize(
    ("day", "sent", "due"),
    [
        # Given on Thursday 27 August for five working days; 1 and 2 September are days off.
        (date(2026, 8, 28), None, None),
        (date(2026, 9, 3), None, ReminderKind.HALF_TIME),
        (date(2026, 9, 4), ReminderKind.HALF_TIME, ReminderKind.DAY_BEFORE),
        (date(2026, 9, 5), None, None),  # Saturday
        (date(2026, 9, 7), ReminderKind.DAY_BEFORE, None),  # the deadline itself
        (date(2026, 9, 8), ReminderKind.DAY_BEFORE, ReminderKind.OVERDUE),
        (date(2026, 9, 9), ReminderKind.OVERDUE, None),
        (date(2026, 9, 10), ReminderKind.OVERDUE, ReminderKind.ESCALATED),
        (date(2026, 9, 30), ReminderKind.ESCALATED, None),
        (date(2026, 9, 30), None, ReminderKind.ESCALATED),  # days were missed: one, not four
    ],
)
def test_the_plan_counts_working_days(
    day: date, sent: ReminderKind | None, due: ReminderKind | None
) -> None:
    assert due_kind(WEEK, date(2026, 8, 27), date(2026, 9, 7), sent, day) is due


def test_days_off_move_the_escalation() -> None:
    deadline = date(2026, 8, 31)
    days = [deadline + timedelta(days=n) for n in range(1, 12)]
    first = {due_kind(WEEK, date(2026, 8, 3), deadline, None, day): day for day in reversed(days)}
    assert first[ReminderKind.OVERDUE] == date(2026, 9, 3)
    assert first[ReminderKind.ESCALATED] == date(2026, 9, 7)


@given(
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.integers(1, 40),
    st.lists(st.booleans(), min_size=60, max_size=60),
)
def test_whatever_days_the_worker_runs_each_kind_comes_once_and_in_order(
    start: date, lasting: int, runs: list[bool]
) -> None:
    sent: list[ReminderKind] = []
    for n, up in enumerate(runs):
        day = start + timedelta(days=n)
        deadline = start + timedelta(days=lasting)
        kind = due_kind(WEEK, start, deadline, sent[-1] if sent else None, day) if up else None
        if kind:
            assert WEEK.is_working(day)
            assert (day > deadline) == (kind in LATE)
            sent.append(kind)
    assert sent == sorted(set(sent), key=ORDER.index)


def test_the_office_sets_after_how_many_days_the_leaders_are_told() -> None:
    given_on, deadline, sent = date(2026, 8, 27), date(2026, 9, 7), ReminderKind.OVERDUE
    assert due_kind(WEEK, given_on, deadline, sent, date(2026, 9, 11), 5) is None
    assert due_kind(WEEK, given_on, deadline, sent, date(2026, 9, 14), 5) is ReminderKind.ESCALATED
