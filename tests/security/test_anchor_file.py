"""Anchors are written when they should be, cannot be changed unseen, and give nothing away."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from config import Settings
from intranet.core.anchors.anchor_file import read_anchors, signed
from intranet.core.anchors.anchoring import (
    DIFFER,
    FAILED,
    anchor_each_day,
    newest_note,
)
from intranet.core.application import Portal
from intranet.core.audit import AuditEntry
from intranet.core.clock import today
from intranet.core.database import db
from intranet.programme.reports.actions import make_report
from intranet.programme.reports.gathering import ReportScope
from intranet.reading.models import ReceiptStep, Step
from tests.copies import Copy, anchored, numbers, worked
from tests.making import Make
from tests.reading.making import confirm, given
from tests.site import Site


def edited(copy: Copy, change: Callable[[list[str]], list[str]]) -> str:
    """What verifying says after somebody has changed the lines of the anchor file."""
    lines = copy.anchors.read_text(encoding="utf-8").splitlines()
    copy.anchors.write_text("\n".join(change(lines)) + "\n", encoding="utf-8")
    code, said = copy.verify("audit")
    assert code == 1, said
    return said


def test_an_anchor_changed_without_the_key_is_named(copy: Copy) -> None:
    said = edited(copy, lambda lines: [lines[0], lines[1].replace('"rows":', '"rows":1'), lines[2]])
    assert "mốc số 2" in said
    assert "không đúng chữ ký" in said


def test_an_anchor_taken_out_is_named(copy: Copy) -> None:
    assert "có mốc đã bị xóa, chèn hoặc đổi chỗ" in edited(copy, lambda lines: lines[::2])


def test_a_line_that_cannot_be_read_is_named(copy: Copy) -> None:
    said = edited(copy, lambda lines: [lines[0], lines[1][:40], *lines[1:]])
    assert "dòng 2 của tệp neo không đọc được" in said


def test_anchors_signed_with_another_key_are_named(copy: Copy, tmp_path: Path) -> None:
    def forged(lines: list[str]) -> list[str]:
        anchors = read_anchors(copy.anchors).anchors
        other = [signed(anchor, tmp_path / "another key") for anchor in anchors[:1]]
        return [anchor.line for anchor in other]

    assert "không ký bằng khóa của cổng" in edited(copy, forged)


def test_an_older_copy_of_the_anchors_still_agrees(copy: Copy) -> None:
    first = copy.anchors.read_text(encoding="utf-8").splitlines()[0]
    copy.anchors.write_text(first + "\n", encoding="utf-8")
    code, said = copy.verify("audit")
    assert code == 0
    assert "tệp neo chỉ đến mốc số 1, nhật ký đã ghi mốc số 3" in said


def test_the_portals_own_anchor_file_that_was_shortened_is_named(
    app: Flask, settings: Settings, make: Make, site: Site
) -> None:
    anchored()
    anchored()
    first = settings.anchors.read_text(encoding="utf-8").splitlines()[0]
    settings.anchors.write_text(first + "\n", encoding="utf-8")
    done = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert done.exit_code == 1
    assert "Khác mốc neo: tệp neo chỉ đến mốc số 1" in done.output
    anchored()
    assert newest_note(db.session, DIFFER).detail["kind"] == "shortened"
    page = site.sign_in(make.admin()).get("web.system")
    assert "tệp neo chỉ đến mốc số 1, nhật ký đã ghi mốc số 2" in page.text


def test_a_new_anchor_file_begins_without_an_alarm(
    app: Portal, settings: Settings, tmp_path: Path
) -> None:
    anchored()
    moved = replace(settings, anchor_file=str(tmp_path / "share" / "anchors"))
    app.provide(moved)
    anchored()
    assert numbers(moved) == [(2, "day")]
    assert newest_note(db.session, DIFFER) is None


def test_the_chains_are_anchored_once_a_day(app: Flask, settings: Settings) -> None:
    for _ in range(3):
        anchor_each_day()
    assert numbers(settings) == [(1, "day")]
    assert settings.anchor_key.stat().st_mode & 0o077 == 0


def test_the_chains_are_anchored_on_each_report(make: Make, settings: Settings) -> None:
    scope = ReportScope("month", today().replace(day=1), today(), today())
    made = make_report(db.session, make.clerk(), scope)
    db.session.commit()
    worked()
    assert numbers(settings) == [(1, f"report {made.id}")]


def test_an_anchor_holds_no_code_by_which_a_receipt_is_found(
    site: Site, make: Make, settings: Settings
) -> None:
    person = make.staff()
    confirm(person, given(make))
    anchored()
    code = db.session.scalars(select(ReceiptStep.row_hash).order_by(ReceiptStep.id.desc())).first()
    assert str(code) not in settings.anchors.read_text(encoding="utf-8")
    head = read_anchors(settings.anchors).anchors[-1].heads["receipt_step"].head
    site.sign_in(make.staff())
    assert site.get("reading.check_receipt", code=head, status=404)


def test_a_reader_who_checks_a_sheet_learns_no_other_code(site: Site, make: Make) -> None:
    directive = given(make)
    first, newest = make.staff(), make.staff()
    for person in (first, newest):
        confirm(person, directive)
    codes = db.session.scalars(
        select(ReceiptStep.row_hash).filter_by(step=Step.CONFIRMED).order_by(ReceiptStep.id)
    ).all()
    page = site.sign_in(first).get("reading.check_receipt", code=codes[0]).text
    every = set(db.session.scalars(select(ReceiptStep.row_hash)))
    assert {found for found in re.findall(r"[0-9a-f]{64}", page) if found in every} == {codes[0]}


def test_an_anchor_file_that_cannot_be_written_costs_a_line_and_no_work(
    app: Portal, settings: Settings, tmp_path: Path
) -> None:
    blocked = tmp_path / "no folder"
    blocked.write_text("a file")
    app.provide(replace(settings, anchor_file=str(blocked / "anchors")))
    anchor_each_day()
    anchor_each_day()
    failed = db.session.scalars(select(AuditEntry).filter_by(act=FAILED)).all()
    assert len(failed) == 1  # the next try comes after an hour
    app.provide(settings)
    anchored()
    assert numbers(settings) == [(1, "day")]
