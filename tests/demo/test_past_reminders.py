"""Whoever opens the demo may remind at once: nobody was reminded within the last day."""

from sqlalchemy import func, select

from intranet.core.clock import now
from intranet.core.database import db
from intranet.demo.past_reminders import seed_reminders
from intranet.reading.coverage.readers import WaitingFilter
from intranet.reading.reminders import daily_run
from intranet.reading.reminders.manual_reminders import remind
from intranet.reading.reminders.models import Reminder
from intranet.reading.reminders.schedule import REST
from tests.making import Make
from tests.reading.conftest import working_day as working_day  # the worker rests on days off
from tests.reading.making import given_days_ago


def test_the_worker_has_reminded_days_ago_and_has_nothing_left_to_send(
    make: Make, working_day: None
) -> None:
    unit, leader = make.department(), make.leader()
    make.staff(department=unit)
    given_days_ago(make, 10, lasting=5, audience=[unit])
    assert seed_reminders(db.session) == 1
    db.session.commit()
    newest = db.session.scalar(select(func.max(Reminder.at)))
    assert newest is not None
    assert newest < now() - REST
    assert daily_run.run(db.session) == 0
    assert remind(db.session, leader, WaitingFilter()).told == 1
