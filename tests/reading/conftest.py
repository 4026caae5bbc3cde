"""What tests about reading share."""

from datetime import timedelta

import pytest

from intranet.core.clock import today
from intranet.core.office_settings import OfficeSettings
from intranet.people.organization.working_days import Calendar
from intranet.reading.reminders import daily_run


@pytest.fixture
def working_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever day the tests run on, the agency works and it is past seven."""
    every = Calendar(compensation=frozenset(today() + timedelta(days=n) for n in range(-60, 60)))
    monkeypatch.setattr(daily_run, "calendar", lambda _session: every)
    monkeypatch.setattr(daily_run, "office", lambda: OfficeSettings(remind_from_hour=0))
