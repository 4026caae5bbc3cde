"""A worker may die at any moment; nothing is lost and nothing is doubled."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from config import CHECKOUT, Settings
from intranet.core.clock import now
from intranet.core.database import db
from intranet.core.task_queue import tasks
from intranet.directives.models import FilePage
from intranet.intake.models import FileReading, ReadingState
from intranet.intake.processing.extract_files import FORGOTTEN, MOST_ATTEMPTS
from intranet.intake.processing.tasks import patience, read_file, recover_files, sweep_files
from tests.intake import sample_files
from tests.intake.desk import item, send
from tests.making import Make
from tests.site import Site

PATIENCE = 60


@pytest.fixture
def clerk(site: Site, make: Make) -> Site:
    """A site with a clerk signed in."""
    return site.sign_in(make.clerk())


def reading_of(number: int) -> FileReading:
    """The machine's state of an item's file as the database has it now."""
    return db.session.get_one(FileReading, item(number).file_id)


def start_worker(settings: Settings) -> subprocess.Popen[bytes]:
    """A real worker process on the data of this test."""
    told = {"INTRANET_DATA": str(settings.data), "SECRET_KEY": "x", "INTRANET_AS_ROOT": "true"}
    surroundings = {**os.environ, **told}
    return subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "intranet", "worker"],
        cwd=CHECKOUT,
        env=surroundings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait for something that another process does."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "waited too long"
        db.session.rollback()  # an open transaction would keep the worker waiting
        time.sleep(0.05)
    db.session.rollback()


def test_a_killed_worker_leaves_nothing_undone_and_nothing_double(
    clerk: Site, settings: Settings
) -> None:
    number = send(clerk, sample_files.long_report(30_000), "bao-cao-dai.docx").json["id"]
    first = start_worker(settings)
    try:
        wait_until(lambda: reading_of(number).state is ReadingState.READING)
    finally:
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert reading_of(number).state is ReadingState.READING
    db.session.rollback()
    second = start_worker(settings)
    try:
        wait_until(lambda: reading_of(number).state is ReadingState.READ)
    finally:
        second.terminate()
        second.wait(PATIENCE)
    work = reading_of(number)
    assert work.attempts == 2
    pages = select(func.count()).where(FilePage.file_id == work.file_id)
    assert db.session.scalar(pages) == work.file.page_count > 100


def test_a_lost_task_is_queued_again_by_the_sweep(clerk: Site) -> None:
    number = send(clerk, sample_files.letter()).json["id"]
    tasks().huey.flush()
    reading_of(number).since = now() - 2 * FORGOTTEN
    db.session.commit()
    sweep_files()
    tasks().drain()
    assert reading_of(number).state is ReadingState.READ


def test_a_file_that_is_being_read_is_left_alone_until_its_time_is_over(clerk: Site) -> None:
    number = send(clerk, sample_files.letter()).json["id"]
    work = reading_of(number)
    work.state, work.since = ReadingState.READING, now()
    db.session.commit()
    sweep_files()
    tasks().drain()
    assert reading_of(number).state is ReadingState.READING
    reading_of(number).since = now() - patience() - timedelta(seconds=5)
    db.session.commit()
    sweep_files()
    tasks().drain()
    assert reading_of(number).state is ReadingState.READ


def test_a_file_that_kills_every_worker_is_given_up_in_words(clerk: Site) -> None:
    number = send(clerk, sample_files.letter()).json["id"]
    work = reading_of(number)
    work.state, work.attempts = ReadingState.READING, MOST_ATTEMPTS
    work.since = now() - timedelta(seconds=1)
    db.session.commit()
    recover_files()
    tasks().drain()
    assert reading_of(number).state is ReadingState.FAILED
    assert "nhập thông tin bằng tay" in reading_of(number).reason


def test_reading_twice_gives_the_same_pages_once(clerk: Site) -> None:
    number = send(clerk, sample_files.letter()).json["id"]
    file_id = reading_of(number).file_id
    db.session.rollback()
    tasks().enqueue(read_file, file_id)
    tasks().drain()
    assert reading_of(number).attempts == 1
    assert db.session.scalar(select(func.count()).select_from(FilePage)) == 1


def test_a_broken_original_is_said_to_be_broken(clerk: Site, settings: Settings) -> None:
    number = send(clerk, sample_files.letter()).json["id"]
    file = item(number).file
    place = settings.uploads / file.sha256[:2] / file.sha256[2:4] / file.sha256
    Path(place).chmod(0o600)
    place.write_bytes(b"PK\x03\x04 hong")
    db.session.rollback()
    tasks().drain()
    assert reading_of(number).state is ReadingState.FAILED
    assert "hỏng" in reading_of(number).reason
