"""How long each page takes in the server, and how many queries it asks.

`python -m bench.pages --json [--rounds 40]` walks every page that a person can open on the demo
database (INTRANET_DATA, default instance/demo; DATABASE_URL), as the person who may, and prints
median and 95th percentile in milliseconds and the number of queries. Time is taken around the
WSGI call.
"""

import argparse
import json
import math
import os
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from config import CHECKOUT, Settings
from intranet import create_app, tune_garbage_collection
from intranet.core.database import db
from intranet.intake.models import IntakeItem
from intranet.meetings.models import Meeting
from intranet.people.accounts.demo_accounts import PASSWORD
from intranet.people.models import StaffMember
from intranet.people.roles import Role
from intranet.reading.models import Assignment

BAR_MS, BAR_QUERIES = 100, 15


@dataclass(frozen=True)
class Timing:
    """What one page cost."""

    page: str
    role: str
    status: int
    median_ms: float
    p95_ms: float
    queries: int
    kilobytes: int


def pages(app: Flask) -> Iterator[tuple[Role, str]]:
    """(role, path) of every page worth a look."""
    with app.app_context():
        assigned = db.session.scalar(select(Assignment.directive_id).order_by(Assignment.id.desc()))
        meeting = db.session.scalar(select(Meeting.id).order_by(Meeting.id.desc()))
        person = db.session.scalar(select(StaffMember.id))
        item = db.session.scalar(select(IntakeItem.id))
    directive = f"/van-ban/{assigned}"
    for role in (Role.READER, Role.CLERK, Role.UNIT_HEAD, Role.LEADER):
        yield from ((role, path) for path in ("/", "/can-doc", "/van-ban", directive))
        yield role, "/tim-kiem?q=chuyen+doi+so"
        yield role, "/tim-kiem?q=kế+hoạch+truyền+thông+năm+2026"
        yield role, "/sinh-hoat"
        yield role, f"/sinh-hoat/{meeting}"
        yield role, "/tai-khoan"
    for role in (Role.CLERK, Role.UNIT_HEAD, Role.LEADER):
        yield role, "/theo-doi"
        yield role, f"/theo-doi/{assigned}"
        yield role, "/theo-doi/chua-xong?het=1"
        yield role, "/bao-cao/con-thieu"
    yield Role.LEADER, f"/theo-doi/nguoi/{person}"
    yield Role.LEADER, "/bao-cao/so-van-ban-den"
    desk = [f"/kiem-tra/{item}", f"/kiem-tra/{item}/trang/1"] if item else []
    office = ("/kiem-tra/may-da-hoc", "/nguon-nhan", "/van-ban/dan-chieu", f"{directive}/quan-he")
    for path in ("/tai-len", "/kiem-tra", *desk, *office):
        yield Role.CLERK, path
    wiping = f"cach-ly?what=directive&number={assigned}"
    names = (
        "nhan-su", f"nhan-su/{person}", "nhat-ky", "he-thong", "don-vi", "cach-ly", wiping,
        "thiet-dat", "chi-muc",
    )  # fmt: skip
    for path in (
        "/",
        "/huong-dan",
        "/huong-dan?q=mat+khau",
        "/nguon-nhan",
        *(f"/quan-tri/{name}" for name in names),
    ):
        yield Role.ADMIN, path


def signed_in(app: Flask, role: Role) -> FlaskClient:
    """A client whose session belongs to the first person of a role."""
    client = app.test_client()
    with app.app_context():
        query = select(StaffMember).filter_by(role=role).order_by(StaffMember.id)
        username = db.session.scalars(query.limit(1)).one().username
    page = client.get("/dang-nhap").get_data(as_text=True)
    token = page.split('name="csrf-token" content="')[1].split('"')[0]
    form = {"username": username, "password": PASSWORD, "csrf_token": token}
    answer = client.post("/dang-nhap", data=form)
    if answer.status_code != 302:
        sys.exit(f"{username} could not sign in: is this the demo database?")
    return client


def timing(app: Flask, client: FlaskClient, role: Role, path: str, rounds: int) -> Timing:
    """The cost of one page, first call left out (templates compile in it)."""
    asked: list[str] = []
    with app.app_context():
        engine = db.engine

    def note(*args: object) -> None:
        asked.append(str(args[2]))

    client.get(path)
    event.listen(engine, "before_cursor_execute", note)
    answer = client.get(path)
    event.remove(engine, "before_cursor_execute", note)
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        client.get(path)
        taken.append((time.perf_counter() - start) * 1000)
    taken.sort()
    selects = [statement for statement in asked if statement.lstrip().upper().startswith("SELECT")]
    return Timing(
        page=path, role=role.value, status=answer.status_code,
        median_ms=round(statistics.median(taken), 1),
        p95_ms=round(taken[math.ceil(len(taken) * 0.95) - 1], 1),
        queries=len(selects), kilobytes=len(answer.get_data()) // 1024,
    )  # fmt: skip


def main() -> None:
    """Measure, print, and say by the exit status whether every page keeps to the bars."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rounds", type=int, default=40)
    chosen = parser.parse_args()
    environ = {"INTRANET_DATA": str(CHECKOUT / "instance" / "demo"), **os.environ}
    settings = Settings.from_environment(environ)
    app = create_app(replace(settings, demo=True, sign_in_rate="1000 per minute"))
    tune_garbage_collection()  # as each web process does when it is loaded
    clients: dict[Role, FlaskClient] = {}
    timings = []
    for role, path in pages(app):
        client = clients.setdefault(role, signed_in(app, role))
        timings.append(timing(app, client, role, path, chosen.rounds))
    over = [timed for timed in timings if timed.p95_ms > BAR_MS or timed.queries > BAR_QUERIES]
    if chosen.json:
        print(
            json.dumps({"pages": [asdict(timed) for timed in timings], "over": len(over)}, indent=1)
        )
    else:
        for timed in sorted(timings, key=lambda timed: -timed.p95_ms):
            print(f"{timed.p95_ms:7.1f} {timed.median_ms:7.1f} ms {timed.queries:3} queries  "
                  f"{timed.status} {timed.role:10} {timed.page}")  # fmt: skip
    sys.exit(bool(over))


if __name__ == "__main__":
    main()
