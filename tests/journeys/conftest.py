"""The portal as people meet it: gunicorn, the worker and Chromium, on a database of their own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask_migrate import upgrade
from playwright.sync_api import Browser, Page, sync_playwright

from config import Settings
from intranet import create_app
from intranet.core.database import db
from intranet.people.models import Department, StaffMember
from intranet.people.roles import Role
from tests.journeys.all_pages import filled_pages
from tests.making import Make, hashed
from tests.site import PASSWORD

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PEOPLE = (
    ("vanthu", "Vi Minh Ngọc", Role.CLERK, "vp"),
    ("docgia", "Lý Thu Hằng", Role.READER, "nv2"),
    ("nguoingoai", "Triệu Văn Khánh", Role.READER, "nv1"),
    ("lanhdao", "Hoàng Đức Sơn", Role.LEADER, "ld"),
)


@dataclass(frozen=True)
class Portal:
    """A running portal: its address and where its data lie."""

    address: str
    settings: Settings


@pytest.fixture(scope="session")
def office_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of an office of four people before its first day."""
    folder = tmp_path_factory.mktemp("office")
    _fill(Settings(data=folder))
    return folder


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory, office_data: Path) -> Iterator[Portal]:
    """Web and worker as processes of their own, stopped at the end; an office for each file."""
    settings = Settings(data=tmp_path_factory.mktemp("portal"))
    shutil.copytree(office_data, settings.data, dirs_exist_ok=True)
    port = _free_port()
    env = {
        **os.environ,
        "INTRANET_DATA": str(settings.data),
        "FLASK_APP": "intranet",
        "INTRANET_AS_ROOT": "true",
    }
    web = [
        sys.executable,
        "-m",
        "gunicorn",
        "intranet:create_app()",
        "--bind",
        f"127.0.0.1:{port}",
        "--config",
        "scripts/gunicorn.conf.py",
    ]
    worker = [sys.executable, "-m", "flask", "worker"]
    running = [subprocess.Popen(command, cwd=ROOT, env=env) for command in (web, worker)]
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_until_healthy(address)
        yield Portal(address, settings)
    finally:
        for process in running:
            process.send_signal(signal.SIGTERM)
        for process in running:
            process.wait(timeout=20)


@pytest.fixture(scope="module")
def pages(portal: Portal) -> dict[str, list[str]]:
    """The addresses of all pages, by the name of who opens them, on a filled portal."""
    return filled_pages(create_app(portal.settings))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium of the system; its event loop must be gone before other files run theirs."""
    if CHROMIUM is None:
        refuse = pytest.fail if os.environ.get("CI") else pytest.skip
        refuse("Chromium is missing: install the package chromium, or run scripts/setup")
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


@pytest.fixture
def person(portal: Portal, browser: Browser) -> Iterator["SignIn"]:
    """`person("vanthu")` is that person's own window, signed in."""
    contexts = []

    def sign_in(username: str, **options: object) -> Page:
        options.setdefault("viewport", {"width": 1366, "height": 768})
        context = browser.new_context(base_url=portal.address, locale="vi-VN", **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.goto("/dang-nhap")
        page.get_by_label("Tên đăng nhập").fill(username)
        page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        page.wait_for_url("**/")
        return page

    yield sign_in
    for context in contexts:
        context.close()


class SignIn:
    """The type of `person`."""

    def __call__(self, username: str, **options: object) -> Page:
        """That person's window."""
        raise NotImplementedError


def _fill(settings: Settings) -> None:
    app = create_app(settings)
    with app.app_context():
        upgrade()
        units = {
            code: Department(code=code, name=name, short_name=name, position=place)
            for place, (code, name) in enumerate(
                (
                    ("ld", "Lãnh đạo"),
                    ("vp", "Văn phòng"),
                    ("nv1", "Phòng Nghiệp vụ 1"),
                    ("nv2", "Phòng Nghiệp vụ 2"),
                )
            )
        }
        people = [
            StaffMember(
                username=username,
                full_name=name,
                role=role,
                department=units[unit],
                password_hash=hashed(PASSWORD),
                must_change_password=False,
            )
            for username, name, role, unit in PEOPLE
        ]
        Make(db.session).serving(*people)
        db.session.remove()
        db.engine.dispose()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_healthy(address: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    pytest.fail("the portal did not become healthy")
