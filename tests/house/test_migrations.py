"""Migrations build exactly the tables of the models, and carry rows upwards and downwards."""

import ast
import logging
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Engine, inspect, text

from bench.postgres import HASTE, cluster, programs
from config import Settings
from intranet import create_app
from intranet.core.database import db
from tests.house.filled_tables import Filling, common, contents, fill, shape

MIGRATIONS = Path(__file__).parents[2] / "migrations"
FILES = sorted((MIGRATIONS / "versions").glob("*.py"))
REVISIONS = [each.revision for each in ScriptDirectory(str(MIGRATIONS)).walk_revisions()][::-1]
BEFORE = dict(zip(REVISIONS, ["base", *REVISIONS], strict=False))
WITHOUT_WORDS = {"0016_audience": {"audience_entry"}}
"""Tables that lose rows on the way down from a revision: older tables cannot say what they say."""
SEALED = {
    "0026_changed": "directive",
    "0022_anchored_receipts": "receipt_step",
    "0018_programme": "report_snapshot",
    "0017_coverage": "receipt_step",
    "0005_reading": "receipt_step",
    "0001_core": "audit_entry",
}
needs_postgresql = pytest.mark.skipif(programs() is None, reason="PostgreSQL is not installed")


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Flask]:
    """A portal without any table, its application context pushed."""
    app = create_app(Settings.for_tests(tmp_path))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="module")
def postgresql() -> Iterator[str]:
    """The address of an empty database of a PostgreSQL that ends with this file."""
    with cluster(*HASTE) as address:
        yield address


def current(engine: Engine) -> str:
    """The revision that the database says it has."""
    with engine.connect() as connection:
        return str(connection.scalar(text("SELECT version_num FROM alembic_version")))


def assert_whole(engine: Engine) -> None:
    """Every constraint holds; PostgreSQL holds its own at any time."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
            assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
            assert connection.scalar(text("PRAGMA foreign_keys")) == 1


def assert_kept(old: Any, new: Any, losing: frozenset[str] | set[str] = frozenset()) -> None:
    """The rows of the columns that both have are the same, but for what a table cannot say."""
    for name, before, after in common(old, new):
        if name in losing:
            assert set(after) <= set(before), name
        else:
            assert after == before, name


def walk_up_and_down(engine: Engine) -> None:
    """Take every revision up and down, with rows in every table on every step."""
    shapes, filling = {"base": shape(engine)}, Filling(engine)
    old = contents(engine)
    for revision in REVISIONS:
        upgrade(revision=revision)
        assert_kept(old, contents(engine))
        assert_whole(engine)
        filling.fill()
        shapes[revision], old = shape(engine), contents(engine)
    for revision in reversed(REVISIONS):
        step_down(engine, revision)
        new = contents(engine)
        assert_kept(old, new, WITHOUT_WORDS.get(revision, set()))
        assert_whole(engine)
        if BEFORE[revision] != "base":
            assert shape(engine) == shapes[BEFORE[revision]]
        old = new
    assert inspect(engine).get_table_names() == ["alembic_version"]


def step_down(engine: Engine, revision: str) -> None:
    """One step down; where sealed rows would be lost, only when asked for by name."""
    consent = []
    if table := SEALED.get(revision):
        old = contents(engine)
        with pytest.raises(SystemExit):
            downgrade(revision=BEFORE[revision])
        assert (current(engine), contents(engine)) == (revision, old)
        consent = [f"drop-sealed={table}"]
    downgrade(revision=BEFORE[revision], x_arg=consent)


def test_rows_of_every_table_survive_every_revision(empty: Flask) -> None:
    walk_up_and_down(db.engine)


@needs_postgresql
def test_rows_of_every_table_survive_every_revision_on_postgresql(
    tmp_path: Path, postgresql: str
) -> None:
    app = create_app(Settings.for_tests(tmp_path, database_url=postgresql))
    with app.app_context():
        walk_up_and_down(db.engine)
        upgrade()
        with db.engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), db.metadata) == []
        downgrade(revision="base")
        assert inspect(db.engine).get_table_names() == ["alembic_version"]
        db.engine.dispose()


def test_migrations_build_what_the_models_say(empty: Flask) -> None:
    upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []


def guards(app: Flask) -> dict[str, str]:
    """Name and definition of every trigger that keeps a table from being rewritten."""
    path = app.service(Settings).instance / "portal.sqlite3"
    with sqlite3.connect(path) as connection:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
    connection.close()
    return {name: sql for name, sql in rows if "_no_" in name}


def test_migrations_set_the_guards_that_the_models_set(empty: Flask, tmp_path: Path) -> None:
    upgrade()
    modelled = create_app(Settings.for_tests(tmp_path / "modelled"))
    with modelled.app_context():
        db.create_all()
        db.engine.dispose()
    assert guards(modelled)
    assert guards(modelled) == guards(empty)


def test_a_portal_without_rows_goes_down_to_nothing(empty: Flask) -> None:
    upgrade()
    downgrade(revision="base")
    assert inspect(db.engine).get_table_names() == ["alembic_version"]


def test_migrations_are_numbered_in_a_row_and_say_what_they_do() -> None:
    assert [int(path.name[:4]) for path in FILES] == list(range(1, len(FILES) + 1))
    assert [revision[:4] for revision in REVISIONS] == [path.name[:4] for path in FILES]
    names = [path.stem[5:] for path in FILES]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)+", name) for name in names), names


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_migration_imports_no_living_code(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
        assert {name.split(".")[0] for name in names} <= {"alembic", "sqlalchemy"}, names


@pytest.fixture
def orphaned(empty: Flask) -> Flask:
    """A portal at 0012 with rows in every table, one of which points to a meeting that is gone."""
    upgrade(revision="0012_search")
    fill(db.engine)
    with db.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys=OFF")
        driver.execute("UPDATE attendance SET meeting_id = 4711 WHERE rowid = 1")
        driver.execute("PRAGMA foreign_keys=ON")
    return empty


def test_an_upgrade_that_breaks_references_leaves_the_database_as_it_was(orphaned: Flask) -> None:
    before = contents(db.engine), shape(db.engine)
    told = orphaned.test_cli_runner().invoke(args=["db", "upgrade"])
    assert told.exit_code == 1
    assert current(db.engine) == "0012_search"
    assert (contents(db.engine), shape(db.engine)) == before


def test_it_says_where_it_stopped_at_which_rows_and_how_to_go_on(
    orphaned: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR), pytest.raises(SystemExit):
        upgrade()
    for words in ("0013_meetings", "attendance dòng 1 → meeting", "giữ nguyên", "chạy lại lệnh"):
        assert words in caplog.text
    with db.engine.begin() as connection:
        connection.execute(text("DELETE FROM attendance WHERE rowid = 1"))
    upgrade()
    assert current(db.engine) == REVISIONS[-1]


def test_what_the_database_refuses_stops_the_whole_way(
    empty: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    upgrade(revision="0010_isolations")
    with db.engine.begin() as connection:
        connection.execute(text("CREATE TABLE synonym (id INTEGER PRIMARY KEY)"))
    before = shape(db.engine)
    with caplog.at_level(logging.ERROR), pytest.raises(SystemExit):
        upgrade()
    for words in ("0012_search", "synonym already exists", "giữ nguyên", "chạy lại lệnh"):
        assert words in caplog.text
    assert (current(db.engine), shape(db.engine)) == ("0010_isolations", before)


def test_sealed_rows_are_not_lost_on_the_way_down(
    empty: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    upgrade()
    fill(db.engine)
    with caplog.at_level(logging.ERROR), pytest.raises(SystemExit):
        downgrade(revision="0016_audience")
    assert current(db.engine) == REVISIONS[-1]
    for words in ("0026_changed", "directive", "2 dòng", "giữ nguyên", "sao lưu"):
        assert words in caplog.text
