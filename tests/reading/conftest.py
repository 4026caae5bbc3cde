"""What tests about reading share."""

from datetime import timedelta

import pytest

from intranet.core.clock import today
from intranet.people.organization.working_days import Calendar
from intranet.reading.reminders import daily_run, schedule


@pytest.fixture
def working_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever day the tests run on, the agency works and it is past seven."""
    every = Calendar(compensation=frozenset(today() + timedelta(days=n) for n in range(-60, 60)))
    monkeypatch.setattr(daily_run, "calendar", lambda _session: every)
    monkeypatch.setattr(schedule, "FIRST_HOUR", 0)
