"""Commands of reading: verifying the receipts, and checking what is derived from them."""

import sys
import time
from datetime import datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from intranet.core.anchors.verification import BROKEN, anchors_option, says_otherwise
from intranet.core.database import db
from intranet.reading import retention
from intranet.reading.coverage.consistency import find_drift
from intranet.reading.coverage.counts import recount_everything
from intranet.reading.coverage.models import TotalCoverageCount, UnitCoverageCount
from intranet.reading.coverage.reconcile import reconcile_everything
from intranet.reading.models import ReceiptStep
from intranet.reading.receipts import sealed_basis
from intranet.reading.receipts.chain_verification import check as check_chain


@click.group()
def receipts() -> None:
    """The receipts of reading."""


@receipts.command()
@anchors_option
@with_appcontext
def verify(anchors: Path | None) -> None:
    """Verify all receipts, their anchors and what they rest on; exit 1 where something differs."""
    start = time.perf_counter()
    check = check_chain(db.session, whole=True)
    db.session.commit()
    taken = max(time.perf_counter() - start, 1e-6)
    if check.broken_at is not None:
        click.echo(
            f"Chuỗi biên nhận đứt ở dòng {check.broken_at}, sau {check.rows} dòng nguyên vẹn: "
            f"{BROKEN[check.why]}."
        )
    differs = says_otherwise(db.session, ReceiptStep, anchors)
    changed = sealed_basis.first_changed(db.session)
    if changed is not None:
        click.echo(f"{changed.words}.")
    if differs or changed is not None or check.broken_at is not None:
        sys.exit(1)
    click.echo(
        f"Biên nhận nguyên vẹn: {check.rows} dòng, mã đầu chuỗi {check.head} "
        f"({check.rows / taken:,.0f} dòng/giây)."
    )


@receipts.command()
@click.option("--before", type=click.DateTime(["%Y-%m-%d"]), help="Default: the retention time.")
@click.option("--dry-run", is_flag=True, help="Only say what would be forgotten.")
@with_appcontext
def retire(before: datetime | None, dry_run: bool) -> None:
    """Delete old pages seen, give those who left long ago a pseudonym; receipts stay."""
    day = before.date() if before else retention.first_retained_day()
    try:
        retired = (retention.proposal if dry_run else retention.retire)(db.session, day)
    except retention.WithinRetention as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    db.session.commit()
    done = "Sẽ" if dry_run else "Đã"
    click.echo(
        f"Trước {day:%d/%m/%Y}: {done} thay tên {retired.people} người đã nghỉ, xóa "
        f"{retired.pages} ghi nhận xem trang. Biên nhận giữ nguyên: "
        "hãy chạy flask receipts verify."
    )


@click.group()
def coverage() -> None:
    """What is derived from receipts and memberships."""


@coverage.command("check")
@with_appcontext
def check_coverage() -> None:
    """Compare all periods and counts with facts and chain; exit 1 when something differs."""
    drift = find_drift(db.session)
    if not drift.none:
        click.echo(
            f"Lệch: {drift.periods} khoảng giao đọc, {drift.counts} ô số liệu. "
            "Hãy chạy: flask coverage rebuild"
        )
        sys.exit(1)
    click.echo("Số liệu đọc khớp với chuỗi biên nhận và danh sách nhân sự.")


@coverage.command()
@with_appcontext
def rebuild() -> None:
    """Write all periods and counts anew from facts and chain."""
    wrong = reconcile_everything(db.session)
    db.session.query(UnitCoverageCount).delete()
    db.session.query(TotalCoverageCount).delete()
    recount_everything(db.session)
    db.session.commit()
    click.echo(f"Đã dựng lại số liệu đọc; {wrong} khoảng giao đọc được sửa.")
