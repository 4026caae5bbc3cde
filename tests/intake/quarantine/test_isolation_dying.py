"""A process that dies while a paper is being wiped."""

import os
import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from flask import Flask

from config import Settings
from intranet.core.database import db
from intranet.core.task_queue import tasks
from intranet.intake.quarantine.erasure import unfinished
from tests.intake.isolation_case import SECRET, Case, files_with, tables_with
from tests.making import Make


@pytest.fixture
def case(make: Make) -> Case:
    """The paper that must go."""
    return Case(make)


DYING = textwrap.dedent(
    """
    import os, pathlib, signal, sys
    from config import Settings
    from intranet import create_app
    from intranet.core.database import db
    from intranet.core.storage import storage
    from intranet.core.task_queue import tasks
    from intranet.intake.quarantine import erasure, isolation
    from intranet.intake.quarantine.places import ContentPlace

    moment, folder, number = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
    app = create_app(Settings.for_tests(folder))

    def die(*_args, **_more):
        os.kill(os.getpid(), signal.SIGKILL)

    with app.app_context():
        found = isolation.order(db.session, None, [number])
        if moment == "before the commit":
            die()
        db.session.commit()
        if moment == "after the commit":
            die()
        if moment == "after the bytes":
            erasure.erase_files(found, storage(), folder / "instance")
            die()
        if moment == "before the index is rewritten":
            places = erasure.places
            erasure.places = lambda: (ContentPlace("dying", rewrite=die), *places())
        if moment == "before the note ends":
            erasure._close = die
        tasks().drain()
    """
)
MOMENTS = (
    "before the commit",
    "after the commit",
    "after the bytes",
    "before the index is rewritten",
    "before the note ends",
)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_process_that_dies_in_between_leaves_all_or_nothing(
    app: Flask, case: Case, settings: Settings, moment: str
) -> None:
    db.session.remove()
    run = subprocess.run(
        [sys.executable, "-c", DYING, moment, str(settings.data), str(case.file_id)],
        cwd=Path(__file__).resolve().parents[3], capture_output=True, check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[3])},
    )  # fmt: skip
    assert run.returncode == -signal.SIGKILL, run.stderr.decode()
    if moment == "before the commit":
        assert case.place.exists()
        assert "directive.subject" in tables_with(SECRET)
        return
    assert tables_with(SECRET) == []
    shutil.rmtree(settings.instance / "queue.sqlite3", ignore_errors=True)
    tasks().huey.flush()  # the task itself may be lost
    tasks().recover()
    db.session.remove()
    db.engine.dispose()
    assert not case.place.exists()
    assert files_with(SECRET, settings.data) == []
    assert unfinished(db.session) == []
