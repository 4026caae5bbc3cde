"""Two hundred people confirm fifty directives at once: is any receipt lost, any made twice?

`python -m bench.confirming --people 200 --directives 50 --json` starts gunicorn and the worker on
a scratch portal, signs everybody in, lets all read and confirm everything at the same time (each
tenth confirmation is sent twice at once, as by an impatient click), and compares the receipts with
what was sent. It ends with status 1 when a receipt is missing or doubled, an answer is an error
page, the chain is broken or a figure of coverage differs from the receipts.
"""

import argparse
import json
import math
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import func, select

from bench.coverage import large_office as office
from bench.portal import Portal
from intranet.core.database import db
from intranet.people.models import StaffMember
from intranet.reading.coverage.consistency import find_drift
from intranet.reading.coverage.reconcile import reconcile_directive
from intranet.reading.models import Assignment, ReceiptStep, Step
from intranet.reading.receipts.chain_verification import verify_receipts

TWICE_OF = 10
PATIENCE = 120
FINE = (200, 302)


@dataclass
class Person:
    """A browser without a window: its cookies, its token, and how long each answer took."""

    port: int
    username: str
    cookies: SimpleCookie = field(default_factory=SimpleCookie)
    token: str = ""
    answers: Counter[int] = field(default_factory=Counter)
    taken: list[float] = field(default_factory=list)

    def ask(self, method: str, path: str, form: dict[str, Any] | None = None) -> str:
        """The body of an answer; its status and seconds are noted."""
        body = urlencode({**form, "csrf_token": self.token}) if form is not None else None
        headers = {"Cookie": "; ".join(f"{k}={cookie.value}" for k, cookie in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        start = time.perf_counter()
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as line:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            said = answer.read().decode()
        self.taken.append(time.perf_counter() - start)
        self.answers[answer.status] += 1
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.cookies.load(value)
        return said

    def sign_in(self) -> None:
        """Sign in through the page."""
        self._take_token(self.ask("GET", "/dang-nhap"))
        self.ask("POST", "/dang-nhap", {"username": self.username, "password": office.PASSWORD})
        self._take_token(self.ask("GET", "/"))
        self.taken.clear()

    def _take_token(self, page: str) -> None:
        self.token = page.split('name="csrf-token" content="')[1].split('"')[0]

    def read_and_confirm(self, number: int, twice: bool) -> None:
        """Open a directive of one page, read and confirm it; twice at the same moment if asked."""
        place = f"/van-ban/{number}/ban/{number}"
        page = self.ask("GET", f"/van-ban/{number}")
        nonce = page.partition('data-nonce="')[2].partition('"')[0]
        self.ask("POST", f"{place}/da-xem", {"page": 1, "nonce": nonce})
        if not twice:
            self.ask("POST", f"{place}/xac-nhan", {})
            return
        with ThreadPoolExecutor(2) as both:
            list(both.map(lambda _n: self.ask("POST", f"{place}/xac-nhan", {}), range(2)))


def fill(portal: Portal, people: int, directives: int) -> None:
    """People, and directives that everybody is asked to read."""
    with portal.app.app_context():
        db.create_all()
        size = office.Size(people + 2, 10, directives, 10**9)
        office.people(db.session, size)
        for given in office.directives(db.session, size, Random(1)):
            assignment = db.session.get_one(Assignment, given.id)
            reconcile_directive(db.session, assignment.directive)
        db.session.commit()
        db.session.remove()
        db.engine.dispose()


def all_at_once(portal: Portal, people: int, directives: int) -> tuple[list[Person], float]:
    """Everybody after having confirmed everything, and the seconds it took."""
    crowd = [Person(portal.port, f"nguoi{n + 3}") for n in range(people)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(Person.sign_in, crowd))

    def everything(person: Person) -> None:
        random = Random(person.username)
        order = random.sample(range(1, directives + 1), directives)
        for number in order:
            person.read_and_confirm(number, random.randrange(TWICE_OF) == 0)

    start = time.perf_counter()
    with ThreadPoolExecutor(people) as all_of_them:
        list(all_of_them.map(everything, crowd))
    return crowd, time.perf_counter() - start


def faults(portal: Portal, people: int, directives: int) -> Iterator[str]:
    """What is wrong with the receipts, in words."""
    with portal.app.app_context():
        asked = StaffMember.id > 2
        per_step = select(ReceiptStep.step, func.count()).join(
            StaffMember, StaffMember.id == ReceiptStep.staff_id
        )
        counts = dict(db.session.execute(per_step.where(asked).group_by(ReceiptStep.step)).all())
        for step in (Step.OPENED, Step.READ_THROUGH, Step.CONFIRMED):
            if counts.get(step, 0) != people * directives:
                yield f"{step.value}: {counts.get(step, 0)} receipts, {people * directives} sent"
        walked = verify_receipts(db.session)
        if walked.broken_at is not None:
            yield f"the chain is broken at {walked.broken_at}: {walked.why}"
        if not (differs := find_drift(db.session)).none:
            yield f"coverage differs: {differs}"


def main() -> None:
    """Run, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--directives", type=int, default=50)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        portal = Portal(Path(folder), "upload", [])
        fill(portal, chosen.people, chosen.directives)
        try:
            portal.start("worker")
            portal.start("web")
            portal.wait_until_up()
            crowd, seconds = all_at_once(portal, chosen.people, chosen.directives)
        finally:
            for name in list(portal.running):
                portal.kill(name)
        wrong = list(faults(portal, chosen.people, chosen.directives))
    statuses = sum((person.answers for person in crowd), Counter())
    wrong += [f"{n} answers with status {status}" for status, n in statuses.items()
              if status not in FINE]  # fmt: skip
    taken = sorted(seconds for person in crowd for seconds in person.taken)
    figures = {
        "people": chosen.people, "directives": chosen.directives,
        "confirmations": chosen.people * chosen.directives, "seconds": round(seconds, 1),
        "answers_per_s": round(len(taken) / seconds, 1),
        "p50_s": round(taken[len(taken) // 2], 2),
        "p95_s": round(taken[math.ceil(len(taken) * 0.95) - 1], 2),
        "slowest_s": round(taken[-1], 2), "statuses": dict(statuses), "wrong": wrong,
    }  # fmt: skip
    print(json.dumps(figures, indent=1) if chosen.json else figures)
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
