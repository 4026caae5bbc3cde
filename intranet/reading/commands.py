"""Commands of reading: the walk along the receipts, and the check of what is derived."""

import sys
import time

import click
from flask.cli import with_appcontext

from intranet.core.database import db
from intranet.reading.assignments.actions import reconcile_everything
from intranet.reading.coverage.consistency import drift
from intranet.reading.coverage.counts import recount_everything
from intranet.reading.coverage.models import TotalCoverageCount, UnitCoverageCount
from intranet.reading.receipts.chain_verification import check as check_chain

BROKEN = {
    "changed": "nội dung dòng này đã bị sửa",
    "cut": "dòng này không nối tiếp dòng trước: có dòng bị xóa, chèn hoặc đổi chỗ",
    "tail": "các dòng cuối chuỗi đã bị xóa",
}


@click.group()
def receipts() -> None:
    """The receipts of reading."""


@receipts.command()
@with_appcontext
def verify() -> None:
    """Walk the whole chain of receipts; exit 1 at the first broken link."""
    start = time.perf_counter()
    found = check_chain(db.session, whole=True)
    db.session.commit()
    taken = max(time.perf_counter() - start, 1e-6)
    if found.broken_at is not None:
        click.echo(
            f"Chuỗi biên nhận đứt ở dòng {found.broken_at}, sau {found.rows} dòng nguyên vẹn: "
            f"{BROKEN[found.why]}."
        )
        sys.exit(1)
    click.echo(
        f"Biên nhận nguyên vẹn: {found.rows} dòng, mã đầu chuỗi {found.head} "
        f"({found.rows / taken:,.0f} dòng/giây)."
    )


@click.group()
def coverage() -> None:
    """What is derived from receipts and memberships."""


@coverage.command("check")
@with_appcontext
def check_coverage() -> None:
    """Compare every stretch and tally with facts and chain; exit 1 when something differs."""
    found = drift(db.session)
    if not found.none:
        click.echo(
            f"Lệch: {found.stretches} khoảng giao đọc, {found.cells} ô số liệu. "
            "Hãy chạy: flask coverage rebuild"
        )
        sys.exit(1)
    click.echo("Số liệu đọc khớp với chuỗi biên nhận và danh sách nhân sự.")


@coverage.command()
@with_appcontext
def rebuild() -> None:
    """Write every stretch and tally anew from facts and chain."""
    wrong = reconcile_everything(db.session)
    db.session.query(UnitCoverageCount).delete()
    db.session.query(TotalCoverageCount).delete()
    recount_everything(db.session)
    db.session.commit()
    click.echo(f"Đã dựng lại số liệu đọc; {wrong} khoảng giao đọc được sửa.")


