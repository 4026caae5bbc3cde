"""Migrations build exactly the tables of the models, upwards and downwards."""

import re
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from bench.postgres import HASTE, cluster, programs
from config import Settings
from intranet import create_app
from intranet.core.database import db

VERSIONS = sorted((Path(__file__).parents[2] / "migrations" / "versions").glob("*.py"))


def empty(tmp_path: Path) -> Flask:
    """A portal without any table."""
    return create_app(Settings.for_tests(tmp_path))


def tables(app: Flask) -> dict[str, str]:
    """Name and definition of every table, index and trigger."""
    path = app.extensions["settings"].instance / "portal.sqlite3"
    with sqlite3.connect(path) as connection:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql NOT NULL"
        ).fetchall()
    connection.close()
    return {name: re.sub(r"\s+", " ", sql) for name, sql in rows}


def test_migrations_build_what_the_models_say(tmp_path: Path) -> None:
    app = empty(tmp_path)
    with app.app_context():
        upgrade()
        with db.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, db.metadata) == []
        db.engine.dispose()


def test_migrations_set_the_guards_that_the_models_set(tmp_path: Path) -> None:
    migrated, modelled = empty(tmp_path / "a"), empty(tmp_path / "b")
    with migrated.app_context():
        upgrade()
        db.engine.dispose()
    with modelled.app_context():
        db.create_all()
        db.engine.dispose()
    wanted = {name for name in tables(modelled) if "_no_" in name}
    assert wanted
    assert wanted == {name for name in tables(migrated) if "_no_" in name}


@pytest.mark.skipif(programs() is None, reason="PostgreSQL is not installed")
def test_postgresql_gets_the_same_tables_and_gives_them_back(tmp_path: Path) -> None:
    with cluster(*HASTE) as address:
        app = create_app(Settings.for_tests(tmp_path, database_url=address))
        with app.app_context():
            upgrade()
            with db.engine.connect() as connection:
                assert compare_metadata(MigrationContext.configure(connection), db.metadata) == []
            downgrade(revision="base")
            assert inspect(db.engine).get_table_names() == ["alembic_version"]
            db.engine.dispose()


def test_every_migration_can_be_taken_back(tmp_path: Path) -> None:
    app = empty(tmp_path)
    with app.app_context():
        upgrade()
        downgrade(revision="base")
        db.engine.dispose()
    left = {name for name in tables(app) if not name.startswith(("sqlite_", "alembic"))}
    assert not left


def test_migrations_are_numbered_in_a_row() -> None:
    assert [int(path.name[:4]) for path in VERSIONS] == list(range(1, len(VERSIONS) + 1))
