"""A wheel of the portal serves it from any folder: nothing of the checkout is needed."""

import json
import os
import subprocess
import sys
import time
import venv
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest

from bench.portal import free_port
from tests.house.structure import ROOT

PATIENCE = 90
TOKEN = "of the monitor"


def run(*command: str | Path, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """A command that must succeed, in a folder, without what the tests were started with."""
    kept = {name: os.environ[name] for name in os.environ if not name.startswith("INTRANET")}
    done = subprocess.run(
        [str(part) for part in command], cwd=folder, env={**kept, **more},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh virtual environment that holds the wheel and what it needs, nothing else."""
    place = tmp_path_factory.mktemp("installed")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "-q")
    run(*pip, "wheel", ".", "--no-deps", "--no-build-isolation", "-w", place, folder=ROOT)
    venv.create(place / "venv", symlinks=True)
    inside = (*pip[:3], "--python", place / "venv", *pip[3:])
    run(*inside, "install", "--require-hashes", "-r", ROOT / "requirements.lock", folder=place)
    (wheel,) = place.glob("*.whl")
    run(*inside, "install", "--no-deps", wheel, folder=place)
    return place / "venv" / "bin"


def answer(port: int) -> tuple[int, dict[str, object]]:
    """What /healthz says to a monitor, as soon as somebody listens."""
    shown = {"Authorization": f"Bearer {TOKEN}"}
    asked = Request(f"http://127.0.0.1:{port}/healthz", headers=shown)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urlopen(asked, timeout=10) as page:
                return page.status, json.load(page)
        except HTTPError as refused:
            return refused.code, json.load(refused)
        except (URLError, ConnectionError):
            time.sleep(0.5)
    raise AssertionError("nobody listens")


def test_the_wheel_serves_the_portal_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    data = {"INTRANET_DATA": str(tmp_path / "data"), "HEALTH_TOKEN": TOKEN}
    empty = tmp_path / "empty"
    empty.mkdir()
    flask = (installed / "flask", "--app", "intranet")
    run(*flask, "db", "upgrade", folder=empty, **data)
    port = free_port()
    command = [*map(str, flask), "run", "--port", str(port)]
    portal = subprocess.Popen(command, cwd=empty, env={**os.environ, **data})
    try:
        _status, parts = answer(port)
        with urlopen(f"http://127.0.0.1:{port}/dang-nhap", timeout=10) as page:
            assert "Đăng nhập" in page.read().decode()
    finally:
        portal.terminate()
        portal.wait(20)
    assert parts["database"]["works"], parts  # type: ignore[index]
    assert not list(empty.iterdir()), "it writes where it is told to, and nowhere else"
    guide = list(installed.parent.rglob("intranet/web/guide/huong-dan.md"))
    assert guide, "the guide for people comes along"
