"""A copy of an office, its anchors, and somebody who may do everything with its database."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy import select, text

from config import Settings
from intranet import create_app
from intranet.core.anchors.anchor_file import read_anchors
from intranet.core.anchors.anchoring import (
    anchor_chains,
)
from intranet.core.audit import AuditEntry
from intranet.core.database import db
from intranet.core.hash_chain import START, hash_of
from intranet.core.task_queue import tasks
from intranet.reading.models import ReceiptStep
from tests.making import Make
from tests.reading.making import confirm, given

TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
BOTH = (ReceiptStep, AuditEntry)


def worked() -> None:
    """Let the worker do all that waits."""
    tasks().drain()


def anchored(why: str = "day") -> None:
    """Let the worker anchor the chains."""
    db.session.commit()
    tasks().enqueue(anchor_chains, why)
    worked()


def numbers(settings: Settings) -> list[tuple[int, str]]:
    """Number and reason of each anchor in the portal's own file."""
    return [(one.number, one.why) for one in read_anchors(settings.anchors).anchors]


@dataclass(frozen=True)
class Copy:
    """A copy of the portal's data that somebody with every right has in hand."""

    app: Flask
    anchors: Path

    @property
    def database(self) -> Path:
        """The copied database."""
        return Path(self.app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///"))

    def do(self, *statements: str) -> None:
        """Change rows past the portal; the guards are taken away first."""
        with closing(sqlite3.connect(self.database)) as link:
            for (name,) in link.execute(TRIGGERS).fetchall():
                link.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                link.execute(statement)
            link.commit()

    def rewrite(self, *models: type) -> None:
        """Seal every row of these chains anew, as the portal itself would have done."""
        tables = [model.__tablename__ for model in models]
        self.do(*(
            f"UPDATE {table} SET previous_hash = 'p' || id, row_hash = 'h' || id"
            for table in tables
        ))  # fmt: skip
        with self.app.app_context():
            for model in models:
                previous = START
                for row in db.session.scalars(select(model).order_by(model.id)).all():
                    content = {name: getattr(row, name) for name in row.sealed}
                    sealed = hash_of(previous, content)
                    db.session.execute(
                        text(f"UPDATE {model.__tablename__} SET previous_hash = :p, row_hash = :h "
                             "WHERE id = :id"),
                        {"p": previous, "h": sealed, "id": row.id},
                    )  # fmt: skip
                    previous = sealed
            db.session.commit()

    def verify(self, chain: str, anchors: Path | None = None) -> tuple[int, str]:
        """Exit code and words of `flask receipts|audit verify --anchors FILE`."""
        asked = ["--anchors", str(anchors or self.anchors)]
        with self.app.app_context():
            done = self.app.test_cli_runner().invoke(args=[chain, "verify", *asked])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.output


@contextmanager
def copied(app: Flask, make: Make, settings: Settings, tmp_path: Path) -> Iterator[Copy]:
    """A copy of an office where three people confirmed, each followed by an anchor."""
    directive = given(make)
    for person in [make.staff(full_name=f"Hoàng Văn {n}") for n in range(3)]:
        confirm(person, directive)
        anchored()
    db.session.remove()
    folder = tmp_path / "copy"
    shutil.copytree(
        settings.instance, folder / "instance", ignore=shutil.ignore_patterns("*.sqlite3*")
    )
    made = Settings.for_tests(folder)
    with (
        closing(sqlite3.connect(settings.instance / "portal.sqlite3")) as source,
        closing(sqlite3.connect(made.instance / "portal.sqlite3")) as target,
    ):
        source.backup(target)
    outside = shutil.copy(settings.anchors, tmp_path / "anchors of another machine")
    other = create_app(made)
    yield Copy(other, Path(outside))
    with other.app_context():
        db.session.remove()
        db.engine.dispose()
