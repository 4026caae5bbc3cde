"""A task that takes the worker down with it does so twice at most, and somebody is told."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask

from config import Settings
from intranet.core.audit import AuditEntry
from intranet.core.database import db
from intranet.core.heartbeat import last_beat
from intranet.core.task_marks import MOST_STARTS
from intranet.core.task_queue import TaskQueue, tasks

CHECKOUT = Path(__file__).parents[2]
PATIENCE = 90.0
WORKER = """

from flask.cli import ScriptInfo
from intranet import create_app
from intranet.core.commands import worker
from intranet.core.task_queue import tasks
from tests.security import test_poisoned_tasks as these

app = create_app()
with app.app_context():
    these.registered(tasks())
worker.main([], obj=ScriptInfo(create_app=lambda: app), prog_name="worker")
"""


def note(number: int) -> None:
    """An honest task that leaves a trace."""
    (Path(os.environ["TRACES"]) / f"done-{number}").touch()


def fall(number: int) -> None:
    """A task that kills the process that does it."""
    with (Path(os.environ["TRACES"]) / f"fell-{number}").open("a") as trace:
        trace.write("x")
    os.kill(os.getpid(), signal.SIGKILL)


def fail(number: int) -> None:
    """A task that raises an error, as tasks may."""
    with (Path(os.environ["TRACES"]) / f"failed-{number}").open("a") as trace:
        trace.write("x")
    raise ValueError(number)


def linger() -> None:
    """What a worker does at its start and takes long over."""
    if (Path(os.environ["TRACES"]) / "linger").exists():
        time.sleep(PATIENCE)


def registered(queue: TaskQueue) -> TaskQueue:
    """The queue with the tasks of this module."""
    for work in (note, fall, fail):
        queue.register(work)
    queue.register(linger, at_start=True)
    return queue


@pytest.fixture
def traces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder where tasks leave traces, whichever process does them."""
    folder = tmp_path / "traces"
    folder.mkdir()
    monkeypatch.setenv("TRACES", str(folder))
    return folder


@pytest.fixture
def queue(app: Flask, traces: Path) -> TaskQueue:
    """The portal's queue with the tasks of this module."""
    return registered(tasks())


@pytest.fixture
def start(settings: Settings, traces: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Starts real workers on the data of this test."""
    began: list[subprocess.Popen[bytes]] = []

    def worker(*options: str) -> subprocess.Popen[bytes]:
        told = {"INTRANET_DATA": str(settings.data), "SECRET_KEY": "x", "INTRANET_AS_ROOT": "true"}
        code = WORKER.replace("worker.main([]", f"worker.main({list(options)!r}")
        began.append(
            subprocess.Popen([sys.executable, "-c", code], cwd=CHECKOUT, env=os.environ | told)
        )
        return began[-1]

    yield worker
    for process in began:
        process.kill()
        process.wait()


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait for something that another process does."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "waited too long"
        db.session.rollback()
        time.sleep(0.1)


def set_aside() -> list[str]:
    """What the audit trail tells the administrator was set aside."""
    db.session.rollback()
    lines = db.session.query(AuditEntry).filter_by(act="task.set_aside")
    return [line.detail["task"] for line in lines]


def test_a_task_that_killed_the_worker_twice_is_set_aside_and_others_go_on(
    queue: TaskQueue, start: Callable[..., subprocess.Popen[bytes]], traces: Path
) -> None:
    for _time in range(MOST_STARTS):
        queue.enqueue(fall, 7)
        assert start().wait(PATIENCE) == -signal.SIGKILL
    queue.enqueue(fall, 7)
    queue.enqueue(fall, 7)
    queue.enqueue(note, 1)
    start()
    wait_until((traces / "done-1").exists)
    wait_until(lambda: bool(set_aside()))
    assert set_aside() == ["fall(7)"]
    assert (traces / "fell-7").read_text() == "x" * MOST_STARTS


def test_equal_tasks_at_once_are_no_sign_of_a_death(queue: TaskQueue) -> None:
    with ExitStack() as at_once:
        together = [at_once.enter_context(queue.marks.begun("note(1)")) for _thread in range(5)]
    assert all(together)
    assert not queue.marks.forget_all()
    assert set_aside() == []


def test_what_was_set_aside_is_tried_again_when_the_administrator_says_so(
    queue: TaskQueue, start: Callable[..., subprocess.Popen[bytes]], traces: Path
) -> None:
    for _time in range(MOST_STARTS):
        queue.enqueue(fall, 7)
        start().wait(PATIENCE)
    queue.enqueue(fall, 7)
    start("--again").wait(PATIENCE)
    assert (traces / "fell-7").read_text() == "x" * (MOST_STARTS + 1)


def test_a_worker_beats_before_it_takes_up_what_another_left(
    app: Flask, start: Callable[..., subprocess.Popen[bytes]], traces: Path
) -> None:
    (traces / "linger").touch()
    start()
    wait_until(lambda: last_beat(db.session, "worker") is not None)


def test_an_error_is_an_end_and_no_reason_to_set_a_task_aside(
    queue: TaskQueue, traces: Path
) -> None:
    for _time in range(MOST_STARTS + 2):
        queue.enqueue(fail, 3)
        queue.drain()
    assert (traces / "failed-3").read_text() == "x" * (MOST_STARTS + 2)
    assert set_aside() == []
