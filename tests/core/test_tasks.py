"""Work that follows a commit: never before it, never without it."""

import pytest
from flask import Flask

from intranet.core import audit
from intranet.core.database import db, writing
from intranet.core.heartbeat import beat, last_beat
from intranet.core.task_queue import after_commit, tasks
from tests.making import Make

DONE: list[int] = []


def note_done(number: int) -> None:
    """A task that leaves a trace."""
    DONE.append(number)


@pytest.fixture(autouse=True)
def _registered(app: Flask) -> None:
    DONE.clear()
    tasks().register(note_done)


def test_a_task_waits_for_the_commit(make: Make) -> None:
    make.department()
    after_commit(db.session(), note_done, 1)
    assert tasks().drain() == 0
    db.session.commit()
    tasks().drain()
    assert DONE == [1]


def test_what_was_rolled_back_is_not_followed_up(make: Make) -> None:
    audit.record(db.session, make.clerk(), "file.received")
    after_commit(db.session(), note_done, 2)
    db.session.rollback()
    db.session.commit()
    tasks().drain()
    assert DONE == []


def test_a_short_transaction_writes_while_a_page_is_being_read(app: Flask) -> None:
    with app.test_request_context("/"):
        assert last_beat(db.session, "worker") is None
        with writing() as session:
            beat(session, "worker")
        db.session.rollback()
        assert last_beat(db.session, "worker") is not None
