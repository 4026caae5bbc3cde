"""Does anybody notice that others do their worst? Pages and the worker's sign of life under attack.

`python -m bench.stalls [--seconds 60] [--json]` starts web and worker on a scratch office, measures
what eight people wait for their pages, and then the same while

- a Word file arrives and is published that has 20 000 blanks after "(được gọi tắt", and is opened
  again and again with what is similar to it;
- a PDF page of 600 000 curves is opened by eight people again and again in three widths; while it
  is drawn their browsers ask again as the portal's page does, after 1, 2, 4 … seconds;
- a second version of 15 000 equal sentences is compared with the first by four people;
- 200 half-sent requests (heads and bodies) are held open, each opened again when it is let go.

It ends with status 1 when the 95th percentile of everybody else's pages is above 300 ms, an answer
is an error, `/healthz` is not 200 throughout, the worker was silent for more than 15 seconds or the
web processes took more than 150 MB more. `--quiet` tells what it is like without the attacks.
"""

import argparse
import json
import math
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from bench.confirming import Person, fill
from bench.portal import USERNAME, Portal
from bench.stalls.hostile_files import CLERK, arrived, hostile, published
from intranet.core.database import db
from intranet.people.models import StaffMember

MOST_MS, MOST_SILENT, MOST_MB = 300, 15, 150
PEOPLE, DIRECTIVES, READERS, HALF_SENT = 30, 40, 8, 200
TOKEN = "bench"
PAGES = ("/", "/can-doc", "/van-ban", "/van-ban/{n}", "/tim-kiem?q=k%E1%BA%BF+ho%E1%BA%A1ch",
         "/sinh-hoat", "/tai-khoan")  # fmt: skip
WIDTHS = (160, 1000, 1600)
UNDER_WAY, ASKED_AGAIN = 503, (1, 2, 4, 8, 16, 16)  # seconds, as patient-pictures.js
FINE = {200, 302}
Attack = Callable[[], object]


# ---- who asks


class Crowd:
    """People and attackers as threads, until it is over."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self.over = threading.Event()
        self.people = [Person(portal.port, f"nguoi{n + 3}") for n in range(READERS)]
        self.others = [Person(portal.port, f"nguoi{n + 3 + READERS}") for n in range(READERS)]
        self.health: list[int] = []
        self.silent = 0.0

    def sign_in(self) -> None:
        """Everybody, one after the other; a portal that runs has drawn each of its pages before."""
        for person in (*self.people, *self.others):
            person.sign_in()
        for page in PAGES * len(self.people):
            self.people[0].ask("GET", page.format(n=1))

    def walk(self, person: Person, start: int) -> None:
        """One of everybody else: page after page, with a moment to look at each."""
        turn = start
        while not self.over.wait(0.4):
            person.ask("GET", PAGES[turn % len(PAGES)].format(n=turn % DIRECTIVES + 1))
            turn += 1

    def watch(self) -> None:
        """The monitor: is it well, and when was the worker heard of."""
        shown = {"Authorization": f"Bearer {TOKEN}"}
        asked = Request(f"{self.portal.address}/healthz", headers=shown)
        while not self.over.wait(1):
            try:
                with urlopen(asked, timeout=60) as answer:
                    told, status = json.load(answer), answer.status
            except HTTPError as refused:
                told, status = json.load(refused), refused.code
            self.health.append(status)
            silent = told["worker"]["seconds_since_heartbeat"]
            self.silent = max(self.silent, math.inf if silent is None else silent)

    def repeat(self, person: Person, *paths: str) -> None:
        """One who asks for the same all the time."""
        turn = 0
        while not self.over.wait(0.05):
            with suppress(OSError):
                person.ask("GET", paths[turn % len(paths)])
            turn += 1

    def open_pages(self, person: Person, page: str, pictures: Sequence[str]) -> None:
        """One who opens a paper again and again, its pictures asked for as a browser does."""
        while not self.over.wait(0.4):
            for path in (page, *pictures):
                for seconds in ASKED_AGAIN:
                    before = person.answers[UNDER_WAY]
                    person.ask("GET", path)
                    if person.answers[UNDER_WAY] == before or self.over.wait(seconds):
                        break

    def hold(self) -> None:
        """Two hundred half-sent requests; who is let go comes back."""
        begun = (
            b"GET /dang-nhap HTTP/1.1\r\nHost: local",
            b"POST /dang-nhap HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900000\r\n\r\n"
            + b"x" * 300_000,
        )
        held: dict[int, socket.socket] = {}
        while not self.over.wait(0.5):
            for at in range(HALF_SENT):
                if at not in held or _is_closed(held[at]):
                    with suppress(OSError):
                        held[at] = socket.create_connection(("127.0.0.1", self.portal.port), 5)
                        held[at].sendall(begun[at % 2])
        for line in held.values():
            line.close()

    def during(self, work: Attack, *attacks: Attack) -> dict[str, Any]:
        """What everybody else waits while the work is done and the attacks go on."""
        self.over.clear()
        self.health, self.silent = [], 0.0
        for person in self.people:
            person.taken.clear()
            person.answers.clear()
        walks = (partial(self.walk, person, n) for n, person in enumerate(self.people))
        threads = [
            threading.Thread(target=task, daemon=True) for task in (self.watch, *attacks, *walks)
        ]
        for thread in threads:
            thread.start()
        work()
        self.over.set()
        for thread in threads:
            thread.join(60)
        return self._figures()

    def _figures(self) -> dict[str, Any]:
        taken = sorted(1000 * each for person in self.people for each in person.taken)
        bad = sum(n for person in self.people for status, n in person.answers.items()
                  if status not in FINE)  # fmt: skip
        return {
            "pages": len(taken), "p50_ms": round(taken[len(taken) // 2]),
            "p95_ms": round(taken[math.ceil(len(taken) * 0.95) - 1]),
            "slowest_ms": round(taken[-1]),
            "errors": bad, "health_asked": len(self.health),
            "health_not_200": sum(status != 200 for status in self.health),
            "worker_silent_s": self.silent, "web_mb": resident_mb(self.portal),
        }  # fmt: skip


def _is_closed(line: socket.socket) -> bool:
    line.setblocking(False)
    try:
        return line.recv(1 << 16) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def resident_mb(portal: Portal) -> int:
    """Memory of all web processes together."""
    master = str(portal.running["web"].pid)
    children = subprocess.run(["pgrep", "-P", master], capture_output=True, text=True, check=True)
    told = (Path(f"/proc/{pid}/status").read_text() for pid in children.stdout.split())
    return sum(int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) for status in told) >> 10


def attacks_of(crowd: Crowd, files: dict[str, bytes]) -> list[Attack]:
    """Everything at once."""
    portal, others = crowd.portal, crowd.others
    number = published(portal, files["blanks.docx"]).split("/")[2]
    drawn = published(portal, files["curves.pdf"])
    compared = published(portal, files["first.docx"], files["second.docx"])
    pictures = [f"{drawn}/trang/1.png?rong={width}" for width in WIDTHS]
    similar = (f"/van-ban/{number}", f"/tim-kiem/tuong-tu/{number}")
    paper = drawn.partition("/ban/")[0]
    opened = [partial(crowd.open_pages, by, paper, pictures) for by in others]
    asked = [partial(crowd.repeat, others[0], *similar)]
    asked += [partial(crowd.repeat, by, f"{compared}/thay-doi") for by in others[:4]]
    return [crowd.hold, *opened, *asked]


def measured(seconds: float, quiet: bool) -> dict[str, Any]:
    """Calm, while the files arrive, and while they are opened."""
    os.environ["HEALTH_TOKEN"] = TOKEN
    calmly = partial(time.sleep, seconds / 3)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        portal = Portal(Path(folder), "upload", [])
        fill(portal, PEOPLE, DIRECTIVES)
        with portal.app.app_context():
            db.session.get_one(StaffMember, CLERK).username = USERNAME
            db.session.commit()
        try:
            portal.start("worker")
            portal.start("web")
            portal.wait_until_up()
            crowd = Crowd(portal)
            crowd.sign_in()
            phases = {"calm": crowd.during(calmly)}
            if not quiet:
                files = hostile()
                phases["arriving"] = crowd.during(partial(arrived, portal, files), crowd.hold)
                attacks = attacks_of(crowd, files)
                phases["opened"] = crowd.during(partial(time.sleep, seconds), *attacks)
        finally:
            for name in list(portal.running):
                portal.kill(name)
    calm = phases["calm"]
    wrong = [f"{name}: {words}" for name, told in phases.items() for words in faults(calm, told)]
    return {**phases, "wrong": wrong}


def faults(calm: dict[str, Any], attacked: dict[str, Any]) -> list[str]:
    """Which bars are not met."""
    bars = {
        "p95_ms": MOST_MS, "errors": 0, "health_not_200": 0, "worker_silent_s": MOST_SILENT,
        "web_mb": calm["web_mb"] + MOST_MB,
    }  # fmt: skip
    return [f"{name}: {attacked[name]} > {most}" for name, most in bars.items()
            if attacked[name] > most]  # fmt: skip


def main() -> None:
    """Measure, print, and say by the exit status whether anybody noticed."""
    parser = argparse.ArgumentParser(prog="python -m bench.stalls", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--quiet", action="store_true")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    figures = measured(chosen.seconds, chosen.quiet)
    print(json.dumps(figures, indent=1) if chosen.json else figures)
    sys.exit(bool(figures["wrong"]))


if __name__ == "__main__":
    main()
