"""A portal on a scratch folder for the benches: web and worker as processes of their own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy import Select, func, select

from config import CHECKOUT, Settings
from intranet import create_app
from intranet.core import hash_chain
from intranet.core.audit import AuditEntry
from intranet.core.database import db
from intranet.core.storage import storage
from intranet.directives.models import StoredFile
from intranet.intake.models import FileReading, IntakeItem, ReadingState
from intranet.people.accounts.passwords import hash_password
from intranet.people.models import Department, StaffMember
from intranet.people.organization.memberships import keep_memberships
from intranet.people.roles import Role

USERNAME, PASSWORD = "vanthu", "Mua-thu-2026"
UNREAD = (ReadingState.RECEIVED, ReadingState.READING, ReadingState.RECOGNISING)
BEAT = 0.3
PATIENCE = 3600


@dataclass(frozen=True)
class Outcome:
    """What a portal holds in the end: hash of each original → end of its reading, pages, items."""

    originals: dict[str, tuple[str, int, int]]
    items: int
    broken: list[str]
    audit_rows: int
    audit_whole: bool
    waiting: int

    def differences(self, other: "Outcome") -> list[str]:
        """How the other portal differs from this one, in words."""
        differences = [f"{sha256[:12]}: bytes damaged" for sha256 in other.broken]
        for sha256 in sorted(self.originals.keys() | other.originals.keys()):
            here, there = self.originals.get(sha256), other.originals.get(sha256)
            if here != there:
                differences.append(f"{sha256[:12]}: {here} without kills, {there} with kills")
        differences += [
            f"{sha256[:12]}: {original[2]} items"
            for sha256, original in other.originals.items()
            if original[2] != 1
        ]
        return differences


@dataclass
class Portal:
    """Starts and stops the processes; `with` it stands on an empty database.

    By "upload" the front is a gunicorn, by "import" the command that is run until it ends well.
    """

    folder: Path
    by: str
    files: Sequence[Path]
    accepted: list[str] = field(default_factory=list)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.front = "web" if self.by == "upload" else "import"
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.settings = Settings.for_tests(self.folder)
        self.app = create_app(self.settings)

    def __enter__(self) -> "Portal":
        with self.app.app_context():
            db.create_all()
            office = Department(code="VP", name="Văn phòng", short_name="VP", position=1)
            clerk = StaffMember(
                username=USERNAME, full_name="Văn thư", role=Role.CLERK, department=office,
                password_hash=hash_password(PASSWORD), must_change_password=False,
                joined_on=date(2024, 1, 2),
            )  # fmt: skip
            db.session.add(clerk)
            keep_memberships(db.session, [clerk])
            db.session.commit()
        self.start("worker")
        self.start(self.front)
        return self

    def __exit__(self, *_error: object) -> None:
        for name in list(self.running):
            self.kill(name)

    def start(self, name: str) -> None:
        """Start web, worker or import, each in a process group of its own."""
        python = [sys.executable, "-m"]
        flask = [*python, "flask", "--app", "intranet"]
        commands = {
            "worker": [*flask, "worker"],
            "import": [*flask, "import", *map(str, self.files), "--as", USERNAME, "--json"],
            "web": [
                *python, "gunicorn", "intranet:create_app()", "--config",
                "scripts/gunicorn.conf.py", "--bind", f"127.0.0.1:{self.port}",
            ],
        }  # fmt: skip
        surroundings = {
            **os.environ,
            "INTRANET_DATA": str(self.folder),
            "SECRET_KEY": self.settings.secret_key,
            "SIGN_IN_RATE": "10000 per minute",
            "INTRANET_AS_ROOT": "true",
            "SECONDS_A_PAGE": "0",  # machines read faster than people
        }
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                commands[name], cwd=CHECKOUT, env=surroundings, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip

    def wait_until_up(self) -> None:
        """Until the front takes connections. Raises TimeoutError after a minute."""
        for _ in range(int(60 / BEAT)):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(BEAT)
        raise TimeoutError("the portal does not answer")

    def kill(self, name: str) -> None:
        """kill -9 for the process and all its children."""
        process = self.running.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def wait_until_read(self, may_end: Callable[[], bool]) -> None:
        """Until everything came in, nothing waits for the machine, and `may_end` says so.

        Raises TimeoutError after an hour.
        """
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if may_end() and self._all_came() and not self.unread():
                return
            time.sleep(BEAT)
        raise TimeoutError("files are still unread")

    def _all_came(self) -> bool:
        if self.by == "upload":
            return True
        process = self.running["import"]
        if process.poll() not in (None, 0):
            self.kill("import")
            self.start("import")
        return process.poll() == 0

    def unread(self) -> int:
        """How many originals the machine is not done with."""
        return self._count(select(func.count()).where(FileReading.state.in_(UNREAD)))

    def progress(self) -> int:
        """How far the work is: originals that came in, and those of them that are read."""
        came = self._count(select(func.count()).select_from(FileReading))
        return 2 * came - self.unread()

    def _count(self, query: Select[int]) -> int:
        # Only looked at: the lock that writers take is left to the portal.
        with (
            self.app.app_context(),
            db.engine.execution_options(writes=False).connect() as link,
        ):
            return link.scalar(query) or 0


def outcome_of(portal: Portal) -> Outcome:
    """What the portal holds now."""
    with portal.app.app_context():
        per_file = Counter(db.session.scalars(select(IntakeItem.file_id)))
        rows = db.session.execute(select(StoredFile, FileReading).join(FileReading)).all()
        originals = {
            file.sha256: (reading.state.value, file.page_count, per_file[file.id])
            for file, reading in rows
        }
        walk = hash_chain.verify(db.session, AuditEntry)
        waiting = storage().waiting
        return Outcome(
            originals,
            items=per_file.total(),
            broken=[original for original in originals if not storage().is_whole(original)],
            audit_rows=walk.rows,
            audit_whole=walk.broken_at is None,
            waiting=len(list(waiting.iterdir())) if waiting.is_dir() else 0,
        )


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
