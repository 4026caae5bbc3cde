"""`import PATH…`: whole folders taken in by the same way as an upload, run to the end."""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core.database import db
from intranet.core.task_queue import tasks
from intranet.directives.audience.rule import Audience
from intranet.directives.values import ReadingOrder
from intranet.intake.channels.receiving import clerk_in_post
from intranet.intake.review import bulk_import
from intranet.intake.review.bulk_import import ImportState
from intranet.people.models import Department

WORDS = {
    ImportState.PUBLISHED: "đã phát hành",
    ImportState.KEPT: "đã lưu, chờ kiểm tra",
    ImportState.REFUSED: "không nhận",
    ImportState.DUPLICATE: "đã có trong kho",
}


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--as", "username", required=True, help="Tên đăng nhập của văn thư.")
@click.option("--publish", is_flag=True, help="Phát hành ngay với thông tin máy đọc được.")
@click.option("--audience", default="all", help="all, hoặc mã các đơn vị, cách nhau dấu phẩy.")
@click.option("--deadline", type=click.DateTime(["%Y-%m-%d"]), help="Giao đọc đến ngày này.")
@click.option("--json", "as_json", is_flag=True, help="Mỗi tệp, kể cả trong gói, một dòng JSON.")
@with_appcontext
def import_command(
    paths: tuple[Path, ...],
    username: str,
    publish: bool,
    audience: str,
    deadline: datetime | None,
    as_json: bool,
) -> None:
    """Đưa các tệp và thư mục vào kho; chạy lại không tạo bản trùng."""
    clerk = clerk_in_post(db.session, username)
    if clerk is None:
        raise click.ClickException(f"{username} không phải tài khoản văn thư đang làm việc.")
    order = ReadingOrder(deadline=deadline.date()) if deadline else None
    options = bulk_import.ImportOptions(clerk.id, publish, _audience(db.session, audience), order)
    db.session.rollback()
    files = list(_files(paths))
    counted: Counter[ImportState] = Counter()
    with click.progressbar(files, label="Đưa vào kho", file=sys.stderr) as bar:
        for file in bar:
            for outcome in bulk_import.import_file(file, options):
                counted[outcome.state] += 1
                click.echo(_line(outcome, as_json))
    done = tasks().drain()
    totals = ", ".join(f"{WORDS[state]} {counted[state]}" for state in ImportState)
    click.echo(f"{counted.total()} tệp: {totals}; {done} việc nền đã xong.", err=True)


def _audience(session: Session, written: str) -> Audience:
    if written == "all":
        return Audience(everybody=True)
    codes = {code.strip() for code in written.split(",") if code.strip()}
    query = select(Department.code, Department.id).where(Department.code.in_(codes))
    known = {row.code: row.id for row in session.execute(query)}
    if unknown := codes - known.keys():
        raise click.ClickException(f"Không có đơn vị mang mã {', '.join(sorted(unknown))}.")
    return Audience(departments=frozenset(known.values()))


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_file():
            yield path
        inside = (file for file in sorted(path.rglob("*")) if not file.name.startswith("."))
        yield from (file for file in inside if file.is_file())


def _line(outcome: bulk_import.ImportOutcome, as_json: bool) -> str:
    if as_json:
        return json.dumps(outcome.as_json(), ensure_ascii=False)
    told = " ".join(filter(None, (WORDS[outcome.state], outcome.symbol)))
    return ": ".join(filter(None, (outcome.file, told, outcome.reason)))
