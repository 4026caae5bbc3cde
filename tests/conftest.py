"""A real portal in a temporary folder for every test: database, files, index, queue."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from config import Settings
from intranet import create_app
from intranet.core.database import db
from intranet.extraction.formats.legacy_office import libreoffice
from tests import made_once
from tests.copies import Copy, copied
from tests.making import Make
from tests.properties import register_profiles
from tests.site import Site

JOURNEYS = "tests/journeys/"

register_profiles()
made_once.addresses()
made_once.passwords_quickly()


class FileByFile(LoadScopeScheduling):
    """A file's tests stay in one process; all that need the browser stay in one together."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return JOURNEYS if file.startswith(JOURNEYS) else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> FileByFile:
    """Called only where more than one process was asked for."""
    return FileByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser's tests take longest, so they are begun first."""
    items.sort(key=lambda item: not item.nodeid.startswith(JOURNEYS))


@pytest.fixture(autouse=True)
def office_programs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without LibreOffice, which takes seconds a file, unless a test asks for it."""
    if request.node.get_closest_marker("libreoffice") is None:
        monkeypatch.setattr(libreoffice, "program", lambda: None)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with all tables and no rows, copied for every test."""
    folder = tmp_path_factory.mktemp("empty")
    app = create_app(Settings.for_tests(folder))
    with app.app_context():
        db.create_all()
        db.session.remove()
        db.engine.dispose()
    return folder / "instance" / "portal.sqlite3"


@pytest.fixture
def settings(tmp_path: Path, empty_database: Path) -> Settings:
    """Settings of a portal that lies wholly in this test's folder."""
    chosen = Settings.for_tests(tmp_path)
    chosen.instance.mkdir(parents=True)
    shutil.copy(empty_database, chosen.instance / "portal.sqlite3")
    return chosen


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the templates lie as Jinja compiled them for the portals of earlier tests."""
    return tmp_path_factory.mktemp("templates")


@pytest.fixture
def app(settings: Settings, compiled_templates: Path) -> Iterator[Flask]:
    """The portal, its application context pushed."""
    made = create_app(settings)
    with made.app_context():
        made_once.ready(made, compiled_templates)
        yield made
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def make(app: Flask) -> Make:
    """Makes departments, people, directives …: say only what matters."""
    return Make(db.session)


@pytest.fixture
def site(app: Flask, make: Make) -> Site:
    """A browser without a window; `site.sign_in(person)` first."""
    return Site(app)


@pytest.fixture
def copy(app: Flask, make: Make, settings: Settings, tmp_path: Path) -> Iterator[Copy]:
    """A copy of an office in the hands of somebody with every right."""
    with copied(app, make, settings, tmp_path) as made:
        yield made
