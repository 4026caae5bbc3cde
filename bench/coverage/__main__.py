"""How long the pages of coverage take in an office of ten thousand.

`python -m bench.coverage --staff 10000 --units 300 --directives 2000 --receipts 5000000 --json`
fills a scratch portal on SQLite and one on PostgreSQL (a cluster of its own, which it starts and
stops), and prints the median and the 95th percentile of each page in milliseconds. Bars: pages
150 ms, report 5 s. With `--engine sqlite` or `postgresql` only one; with `--check` every figure is
compared with facts and receipts first, which takes long.
"""

import argparse
import json
import math
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, text

from bench.coverage import large_office as office
from bench.coverage.bulk_rows import RECEIPT, STRETCH, Rows, renumber, stretches, write
from bench.postgres import cluster, programs
from config import Settings
from intranet import create_app, tune_garbage_collection
from intranet.core.clock import now, today
from intranet.core.database import db
from intranet.core.heartbeat import beat
from intranet.people.models import StaffMember
from intranet.programme.reports.actions import make_report
from intranet.programme.reports.gathering import ReportScope
from intranet.reading.coverage import counts
from intranet.reading.coverage.consistency import find_drift
from intranet.reading.models import ReceiptStep
from intranet.reading.receipts.chain_verification import check

PAGE_BAR, REPORT_BAR = 150, 5000
FEW = ("shared_buffers=1GB", "max_wal_size=8GB", "synchronous_commit=off")


@dataclass(frozen=True)
class Timing:
    """What one page cost, in milliseconds."""

    page: str
    role: str
    path: str
    median: float
    p95: float
    bar: int
    kilobytes: int

    @property
    def over(self) -> bool:
        """Whether it took longer than it may."""
        return self.p95 > self.bar


def fill(size: office.Size) -> dict[str, Any]:
    """Write the office; how many rows, and the seconds."""
    start, random, rows, moment = time.perf_counter(), Random(2026), Rows(), now()
    session, asked, steps = db.session, 0, 0
    office.people(session, size)
    for given in office.directives(session, size, random):
        readings = list(office.readings(given, size, random, moment))
        steps += write(session, "receipt_step", RECEIPT, rows.receipts(readings))
        asked += write(session, "stretch", STRETCH, stretches(readings))
    renumber(session)
    beat(session, "reminders")
    session.commit()
    _analyze()
    counts.recount_everything(session)
    session.commit()
    _analyze()
    begun = time.perf_counter()
    walked = check(session, whole=True)
    session.commit()
    taken = time.perf_counter() - begun
    if walked.broken_at is not None:
        sys.exit(f"the chain is broken at {walked.broken_at}")
    return {
        "receipts": steps, "asked": asked, "filled_in_s": round(begun - start, 1),
        "verify_rows_per_s": round(walked.rows / taken),
    }  # fmt: skip


def _analyze() -> None:
    db.session.execute(text("ANALYZE"))
    db.session.commit()


def signed_in(app: Flask, staff_id: int) -> FlaskClient:
    """The client of a person."""
    client = app.test_client()
    page = client.get("/dang-nhap").get_data(as_text=True)
    form = {"username": f"nguoi{staff_id}", "password": office.PASSWORD, "csrf_token": token(page)}
    answer = client.post("/dang-nhap", data=form)
    assert answer.status_code == 302, answer.status_code
    return client


def token(page: str) -> str:
    """The cross-site token that a page carries."""
    return page.split('name="csrf-token" content="')[1].split('"')[0]


def pages(size: office.Size, wide: int) -> Iterator[tuple[str, str, int, str]]:
    """(name, role, person, path) of every page that is timed."""
    head, reader = size.units // 2, size.staff
    of_directive = f"/theo-doi/{wide}"
    for role, who in (("reader", reader), ("unit head", head), ("leader", 1)):
        yield "home", role, who, "/"
        yield "my reading", role, who, "/can-doc"
    for role, who in (("unit head", head), ("leader", 1)):
        yield "coverage of one", role, who, of_directive
        yield "heat map", role, who, "/theo-doi"
        yield "heat map, also the finished", role, who, "/theo-doi?het=1"
        yield "heat map, last page", role, who, "/theo-doi?het=1&trang=80"


def timed(call: Callable[[], Any], rounds: int) -> tuple[float, float]:
    """Median and 95th percentile of some calls, the first left out."""
    call()
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        taken.append((time.perf_counter() - start) * 1000)
    taken.sort()
    return round(statistics.median(taken), 1), round(taken[math.ceil(rounds * 0.95) - 1], 1)


def timings(app: Flask, size: office.Size, rounds: int) -> Iterator[Timing]:
    """The cost of each page and of the report."""
    with app.app_context():
        asked = select(ReceiptStep.version_id).group_by(ReceiptStep.version_id)
        widest = db.session.scalar(asked.order_by(func.count().desc()).limit(1))
        db.session.remove()
    assert widest is not None
    clients: dict[int, FlaskClient] = {}
    for name, role, who, path in pages(size, widest):
        if who not in clients:
            clients[who] = signed_in(app, who)
        client = clients[who]
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        middle, p95 = timed(lambda client=client, path=path: client.get(path), rounds)
        yield Timing(name, role, path, middle, p95, PAGE_BAR, len(answer.get_data()) // 1024)
    yield from reports(app, clients[1])


def reports(app: Flask, leader: FlaskClient) -> Iterator[Timing]:
    """Reports of today and one of a day gone by, and their files, made anew each time."""
    sent = {"csrf_token": token(leader.get("/").get_data(as_text=True))}
    for name, days, back in (("quarter", 90, 0), ("year", 365, 0), ("year, a month ago", 365, 30)):
        with app.app_context():
            by = db.session.get_one(StaffMember, 1)
            last = today() - timedelta(days=back)
            wanted = ReportScope(name, last - timedelta(days=days), last, last)
            number = make_report(db.session, by, wanted).id
            db.session.commit()
            db.session.remove()
        acts = {
            f"/bao-cao/{number}/lap-lai": {},
            f"/bao-cao/{number}/xuat": {"form": "docx", "reason": "đo tốc độ"},
        }
        for path, form in acts.items():
            call = lambda path=path, form=form: leader.post(path, data={**sent, **form})  # noqa: E731
            assert call().status_code in (200, 302)
            middle, p95 = timed(call, 5)
            yield Timing(f"report of a {name}", "leader", path, middle, p95, REPORT_BAR, 0)
        page = f"/bao-cao/{number}"
        middle, p95 = timed(lambda page=page: leader.get(page), 5)
        yield Timing(f"figures of a {name}", "leader", page, middle, p95, REPORT_BAR, 0)


def measure(settings: Settings, size: office.Size, rounds: int, whole: bool) -> dict[str, Any]:
    """Everything about one engine."""
    app = create_app(settings)
    with app.app_context():
        db.create_all()
        filled = fill(size)
        if whole and not (drift := find_drift(db.session)).none:
            sys.exit(f"the office was not made as the portal would have made it: {drift}")
        db.session.remove()
    tune_garbage_collection()  # as each web process does when it is loaded
    timed = list(timings(app, size, rounds))
    with app.app_context():
        db.engine.dispose()
    return {**filled, "pages": [asdict(page) for page in timed],
            "over": [f"{page.role}: {page.page}" for page in timed if page.over]}  # fmt: skip


def main() -> None:
    """Measure, print, and say by the exit status whether every page keeps to its bar."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, usual in (("staff", 10000), ("units", 300), ("directives", 2000),
                        ("receipts", 5_000_000), ("rounds", 20)):  # fmt: skip
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--engine", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    size = office.Size(chosen.staff, chosen.units, chosen.directives, chosen.receipts)
    figures: dict[str, Any] = {"size": asdict(size)}
    for engine in ("sqlite", "postgresql") if chosen.engine == "both" else (chosen.engine,):
        with ExitStack() as ending:
            folder = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
            settings = Settings.for_tests(folder)
            if engine == "postgresql":
                if programs() is None:
                    figures[engine] = "PostgreSQL is not installed: apt-get install postgresql"
                    continue
                address = ending.enter_context(cluster(*FEW))
                settings = Settings.for_tests(folder, database_url=address)
            figures[engine] = measure(settings, size, chosen.rounds, chosen.check)
    print(json.dumps(figures, indent=1) if chosen.json else _table(figures))
    sys.exit(
        any(isinstance(measured, dict) and measured.get("over") for measured in figures.values())
    )


def _table(figures: dict[str, Any]) -> str:
    lines = []
    for engine, measured in figures.items():
        if isinstance(measured, dict) and "pages" in measured:
            lines += [f"{engine}: {measured['receipts']} receipts, {measured['asked']} asked"]
            lines += [
                f"{page['p95']:8.1f} {page['median']:8.1f} ms  {page['role']:10} {page['page']}"
                for page in measured["pages"]
            ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
