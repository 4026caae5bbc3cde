"""Whoever runs the portal is told what closes the readers of foreign files, and what is missing."""

import subprocess
import sys

from flask import Flask

from intranet.extraction.sandbox.box import ROOT, box
from intranet.extraction.sandbox.confinement import Confined
from intranet.extraction.sandbox.state import SandboxLevel, SandboxState, sandbox_state
from tests.making import Make
from tests.site import Site

OFF = Confined(landlock=0, calls=False, account=False)


def test_what_is_on_is_said_as_it_is_and_what_to_do_when_it_is_not() -> None:
    here = sandbox_state()
    assert (here.boxed, here.level) == (bool(box()), SandboxLevel.FULL)
    assert "seccomp" in here.sentence
    none = SandboxState(boxed=False, confined=OFF, is_root=True)
    assert none.level is SandboxLevel.LIMITS
    assert "Không có vùng cách ly" in none.sentence
    assert "bubblewrap" in none.sentence
    assert SandboxState(boxed=True, confined=OFF, is_root=False).level is SandboxLevel.PART


def test_the_start_message_and_the_administrators_page_say_what_is_on(
    app: Flask, site: Site, make: Make
) -> None:
    asked = [sys.executable, "-m", "intranet.extraction.sandbox.state"]
    told = subprocess.run(asked, capture_output=True, text=True, check=True, cwd=ROOT)
    assert told.stdout.strip() == sandbox_state().sentence
    assert "intranet.extraction.sandbox.state" in (ROOT / "scripts" / "run").read_text()
    site.sign_in(make.admin())
    assert sandbox_state().means in site.client.get("/quan-tri/he-thong").get_data(as_text=True)
    assert site.client.get("/healthz").json["sandbox"]["level"] == "full"
