"""Retention of old details: the command that retires them, and the panel that proposes it."""

import sys
from datetime import datetime

import click
from flask import render_template
from flask.cli import with_appcontext

from intranet.core.database import db
from intranet.core.settings import settings
from intranet.reading.retention import WithinRetention, first_retained_day, proposal
from intranet.reading.retention import retire as forget


@click.command()
@click.option("--before", type=click.DateTime(["%Y-%m-%d"]), help="Default: the retention time.")
@click.option("--dry-run", is_flag=True, help="Only say what would be forgotten.")
@with_appcontext
def retire(before: datetime | None, dry_run: bool) -> None:
    """Delete old pages seen, give those who left long ago a pseudonym; receipts stay."""
    day = before.date() if before else first_retained_day()
    try:
        retired = proposal(db.session, day) if dry_run else forget(db.session, None, day)
    except WithinRetention as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    db.session.commit()
    done = "Sẽ" if dry_run else "Đã"
    click.echo(
        f"Trước {day:%d/%m/%Y}: {done} thay tên {retired.people} người đã nghỉ, xóa "
        f"{retired.pages} ghi nhận xem trang. Biên nhận giữ nguyên: "
        "hãy chạy flask receipts verify."
    )


def retention_panel() -> str:
    """What is older than the retention time, and the command that retires it."""
    before = first_retained_day()
    return render_template(
        "programme/retention.html",
        before=before,
        years=settings().retention_years,
        proposed=proposal(db.session, before),
    )
