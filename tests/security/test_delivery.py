"""How the portal is delivered: its own account and files, no test tools, samples that work."""

import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPSConnection
from pathlib import Path
from ssl import _create_unverified_context

import pytest

from bench.portal import Portal, free_port
from config import Settings
from intranet import create_app
from intranet.core import current_settings as settings_module
from intranet.core.current_settings import refuse_root
from intranet.core.database import db
from tests.house.structure import ROOT
from tests.people.notifications.post_office import self_signed

TEST_TOOLS = {
    "pytest",
    "playwright",
    "mypy",
    "ruff",
    "hypothesis",
    "coverage",
    "djlint",
    "html5lib",
}
LITTLE_KEPT = {"flask-talisman"}


# ---- account and files


def test_every_file_of_the_portal_is_for_its_own_account_alone(tmp_path: Path) -> None:
    for name in ("uploads", "search_index", "instance"):
        (tmp_path / name).mkdir(mode=0o755)
    before = os.umask(0o022)
    try:
        app = create_app(Settings(data=tmp_path))
        with app.app_context():
            db.create_all()
            db.engine.dispose()
        (tmp_path / "uploads" / "later").mkdir()
    finally:
        os.umask(before)
    made = list(tmp_path.rglob("*"))
    open_ones = [path for path in made if stat.S_IMODE(path.stat().st_mode) & 0o077]
    assert len(made) >= 5
    assert not open_ones


def test_the_portal_does_not_serve_as_root_but_for_a_demo(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(settings_module, "runs_as_root", lambda: True)
    with pytest.raises(SystemExit, match="tài khoản riêng"):
        refuse_root(Settings())
    for accepted in (Settings(demo=True), Settings(as_root=True)):
        refuse_root(accepted)
        assert "root" in capsys.readouterr().err
    monkeypatch.setattr(settings_module, "runs_as_root", lambda: False)
    refuse_root(Settings())
    assert not capsys.readouterr().err


@pytest.mark.skipif(os.geteuid() != 0, reason="root is not at hand")
@pytest.mark.parametrize("command", ["web", "worker"])
def test_web_and_worker_started_as_root_end_with_a_sentence(tmp_path: Path, command: str) -> None:
    orders = {
        "web": ["gunicorn", "intranet:create_app()", "--config", "scripts/gunicorn.conf.py"],
        "worker": ["flask", "--app", "intranet", "worker"],
    }
    kept = {name: told for name, told in os.environ.items() if not name.startswith("INTRANET")}
    done = subprocess.run(
        [sys.executable, "-m", *orders[command], *(["--bind", "127.0.0.1:0"] * (command == "web"))],
        cwd=ROOT, env={**kept, "INTRANET_DATA": str(tmp_path)}, timeout=60,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode
    assert "tài khoản riêng" in done.stderr


# ---- what is installed, and how it is set up


def test_the_lock_of_the_portal_holds_no_test_tools_and_nothing_little_kept() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    named = set(re.findall(r"^([\w.-]+)==", lock, re.MULTILINE))
    assert "waitress" in named
    assert not named & (TEST_TOOLS | LITTLE_KEPT)


NAME = "cong.example.gov.vn"
FRAME = """daemon off; pid {folder}/nginx.pid; error_log stderr; events {{}}
http {{ access_log off; client_body_temp_path {folder}/bodies; proxy_temp_path {folder}/proxy;
fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s; {sites} }}"""
UNITS = sorted((ROOT / "docs/deploy").glob("*.service"))
HARDENED = (
    "User=", "NoNewPrivileges=", "ProtectSystem=strict", "ProtectHome=", "PrivateTmp=",
    "UMask=0077", "CapabilityBoundingSet=", "SystemCallFilter=", "MemoryMax=",
    "RestrictAddressFamilies=",
)  # fmt: skip


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_the_units_confine_what_they_start(unit: Path) -> None:
    words = unit.read_text(encoding="utf-8")
    assert [option for option in HARDENED if f"\n{option}" not in words] == []


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    assert len(UNITS) == 2
    for unit in UNITS:  # the machine of the test has neither the account nor the checkout
        words = unit.read_text(encoding="utf-8")
        words = re.sub(r"^(Exec\w+=)\S+", rf"\g<1>{sys.executable}", words, flags=re.MULTILINE)
        (tmp_path / unit.name).write_text(words, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True, text=True, check=False,
        env={**os.environ, "SYSTEMD_LOG_LEVEL": "warning"},
    )  # fmt: skip
    told = [line for line in done.stderr.splitlines() if "reading-room" in line]
    assert (done.returncode, told) == (0, []), done.stderr


@pytest.fixture
def proxied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The sample before a running portal, on ports of this test; the port of its HTTPS."""
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if nginx is None:
        pytest.skip("nginx is not installed")
    monkeypatch.setenv("INTRANET_HTTPS", "true")
    monkeypatch.setenv("PORTAL_ADDRESS", f"https://{NAME}")
    certificate, key = self_signed(tmp_path)
    with Portal(tmp_path, "upload", []) as portal:
        plain, secure = free_port(), free_port()
        sample = (ROOT / "docs/deploy/nginx.conf").read_text(encoding="utf-8")
        for said, meant in (
            ("listen 80", f"listen 127.0.0.1:{plain}"), ("127.0.0.1:8000", portal.address[7:]),
            ("listen 443", f"listen 127.0.0.1:{secure}"),
            (f"/etc/ssl/certs/{NAME}.pem", str(certificate)),
            (f"/etc/ssl/private/{NAME}.key", str(key)),
        ):  # fmt: skip
            assert said in sample
            sample = sample.replace(said, meant)
        whole = tmp_path / "nginx.conf"
        whole.write_text(FRAME.format(folder=tmp_path, sites=sample), encoding="utf-8")
        subprocess.run([nginx, "-t", "-q", "-c", whole], check=True, timeout=30)
        proxy = subprocess.Popen([nginx, "-c", whole])
        try:
            portal.wait_until_up()
            yield secure
        finally:
            proxy.terminate()
            proxy.wait(20)


def asked(port: int, path: str, **heads: str) -> tuple[int, str]:
    """Status and content of a page behind the proxy."""
    link = HTTPSConnection("127.0.0.1", port, timeout=60, context=_create_unverified_context())
    with closing(link):
        link.request("GET", path, headers=heads)
        answer = link.getresponse()
        return answer.status, answer.read().decode()


def test_the_sample_of_a_proxy_serves_and_says_who_asks(proxied: int, tmp_path: Path) -> None:
    status, page = asked(proxied, "/dang-nhap", Host=NAME)
    assert (status, "Đăng nhập" in page) == (200, True)
    claimed = {"X-Forwarded-For": "9.9.9.9", "X-Forwarded-Host": "evil.example"}
    status, page = asked(proxied, "/dang-nhap", Host=NAME, **claimed)
    assert (status, "evil.example" in page) == (200, False), "its own words count, not the client's"
    status, _page = asked(proxied, "/healthz", Host=NAME)
    assert status in {200, 503}
