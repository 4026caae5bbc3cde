"""What was proven cannot be changed behind the portal's back: anchors outside the database tell."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from bench.postgres import HASTE, cluster, programs
from config import Settings
from intranet import create_app
from intranet.core.clock import now
from intranet.core.database import db
from intranet.core.hash_chain import append
from intranet.people.organization.staff_actions import StaffFacts, edit_staff
from intranet.reading.models import Step
from intranet.reading.receipts.steps import new_step
from tests.copies import BOTH, Copy, anchored
from tests.making import Make
from tests.reading.making import confirm, given


def test_an_untouched_copy_agrees_with_its_anchors(copy: Copy) -> None:
    for chain in ("receipts", "audit"):
        code, said = copy.verify(chain)
        assert code == 0, said
        assert "Khớp với 3 mốc neo" in said


def cut_tails(copy: Copy) -> None:
    """The newest receipts are gone, and every line of the trail that knows of them."""
    copy.do(
        "DELETE FROM receipt_step WHERE id > 6",
        "DELETE FROM audit_entry WHERE id >= (SELECT max(id) - 4 FROM audit_entry)",
        "DELETE FROM chain_check",
        "UPDATE sqlite_sequence SET seq = (SELECT max(id) FROM audit_entry) "
        "WHERE name = 'audit_entry'",
    )


def empty_trail(copy: Copy) -> None:
    """There never was an audit trail, says the database."""
    copy.do("DELETE FROM audit_entry", "DELETE FROM sqlite_sequence WHERE name = 'audit_entry'")


def back_date(copy: Copy) -> None:
    """A confirmation is dated back, and both chains are sealed anew from the first row."""
    copy.do(
        "UPDATE receipt_step SET at = '2026-01-05 08:00:00.000000' WHERE id = 6",
        "UPDATE audit_entry SET at = '2026-01-05 08:00:00.000000' WHERE id = 3",
    )
    copy.rewrite(*BOTH)


def move_deadline(copy: Copy) -> None:
    """Everybody was in time, says the database."""
    copy.do("UPDATE assignment SET deadline = '2099-01-01'")


def swap_name(copy: Copy) -> None:
    """Somebody else has read it, says the database."""
    copy.do("UPDATE staff_member SET full_name = 'Người Khác' WHERE full_name = 'Hoàng Văn 1'")


def swap_file(copy: Copy) -> None:
    """Another file was read, says the database."""
    copy.do(f"UPDATE stored_file SET sha256 = '{'f' * 64}'")


def swap_rows(copy: Copy) -> None:
    """Two receipts change places."""
    copy.do(
        "UPDATE receipt_step SET id = 1000 WHERE id = 4",
        "UPDATE receipt_step SET id = 4 WHERE id = 5",
        "UPDATE receipt_step SET id = 5 WHERE id = 1000",
    )


def reset_sequence(copy: Copy) -> None:
    """The newest receipts are gone, and their numbers are given out again."""
    copy.do(
        "DELETE FROM receipt_step WHERE id > 6",
        "UPDATE sqlite_sequence SET seq = 6 WHERE name = 'receipt_step'",
        "DELETE FROM audit_entry WHERE act = 'receipts.head'",
        "DELETE FROM chain_check",
    )


@pytest.mark.parametrize(
    ("tamper", "chain", "named"),
    [
        (cut_tails, "receipts", "các dòng cuối đã bị xóa"),
        (cut_tails, "audit", "các dòng cuối đã bị xóa"),
        (empty_trail, "audit", "cả chuỗi đã bị xóa trắng"),
        (back_date, "receipts", "chuỗi đã bị viết lại: dòng"),
        (back_date, "audit", "chuỗi đã bị viết lại"),
        (move_deadline, "receipts", "hạn đọc của văn bản khác với nay"),
        (swap_name, "receipts", "niêm phong tên của người số"),
        (swap_file, "receipts", "mã tệp gốc của văn bản khác với nay"),
        (swap_rows, "receipts", "có dòng bị xóa, chèn hoặc đổi chỗ"),
        (reset_sequence, "receipts", "bộ đếm số dòng đã bị đặt lại về 6"),
    ],
)
def test_what_was_tampered_with_is_named(
    copy: Copy, tamper: Callable[[Copy], None], chain: str, named: str
) -> None:
    tamper(copy)
    code, said = copy.verify(chain)
    assert code == 1, said
    assert named in said


def test_a_publication_that_was_dated_back_is_named(copy: Copy) -> None:
    copy.do("UPDATE version SET published_at = '2026-01-05 08:00:00.000000'")
    assert "thời điểm phát hành văn bản" in copy.verify("receipts")[1]


@pytest.mark.parametrize(
    "change", ["deadline = '2099-01-01'", "published_at = NULL", "name_digest = ''", "form = 2"]
)
def test_a_receipt_seals_what_it_rests_on(copy: Copy, change: str) -> None:
    copy.do(f"UPDATE receipt_step SET {change} WHERE id = 5")
    code, said = copy.verify("receipts")
    assert (code, "đứt ở dòng 5," in said) == (1, True)


def test_rows_that_were_swapped_and_sealed_anew_differ_from_the_anchor(copy: Copy) -> None:
    swap_rows(copy)
    copy.rewrite(*BOTH)
    assert "chuỗi đã bị viết lại: dòng" in copy.verify("receipts")[1]


def test_a_receipt_taken_out_and_the_rest_moved_up_differ_from_the_anchor(copy: Copy) -> None:
    copy.do(
        "DELETE FROM receipt_step WHERE id = 5",
        "UPDATE receipt_step SET id = id - 1 WHERE id > 5",
        "DELETE FROM audit_entry WHERE act = 'receipts.head'",
        "DELETE FROM chain_check",
    )
    copy.rewrite(*BOTH)
    assert "chuỗi đã bị viết lại: dòng" in copy.verify("receipts")[1]


def test_a_person_renamed_by_the_administrator_keeps_receipts_whole(app: Flask, make: Make) -> None:
    person = make.staff(full_name="Lý Thu Hằng", department=make.department())
    confirm(person, given(make))
    facts = StaffFacts("Lý Thị Thu Hằng", person.department, person.role)
    edit_staff(db.session, make.admin(), person, facts)
    db.session.commit()
    assert app.test_cli_runner().invoke(args=["receipts", "verify"]).exit_code == 0
    person.full_name = "Người Khác"
    db.session.commit()
    changed = app.test_cli_runner().invoke(args=["receipts", "verify"])
    assert (changed.exit_code, "tên đã bị sửa" in changed.output) == (1, True)


def test_receipts_of_the_older_forms_keep_verifying(app: Flask, make: Make) -> None:
    person, directive = make.staff(), given(make)
    version = directive.latest
    for form, step in enumerate((Step.DELIVERED, Step.OPENED, Step.READ_THROUGH), 1):
        row = new_step(None, version, person, step, now())
        row.form = form
        append(db.session, [row])
    db.session.commit()
    done = app.test_cli_runner().invoke(args=["receipts", "verify"])
    assert done.exit_code == 0, done.output
    assert "3 dòng" in done.output


@pytest.mark.skipif(programs() is None, reason="PostgreSQL is not installed")
def test_postgresql_tells_of_cut_tails_and_reset_sequences_too(tmp_path: Path) -> None:
    with cluster(*HASTE) as address:
        app = create_app(Settings.for_tests(tmp_path, database_url=address))
        with app.app_context():
            db.create_all()
            make = Make(db.session)
            confirm(make.staff(), given(make))
            anchored()
            whole = app.test_cli_runner().invoke(args=["receipts", "verify"])
            for statement in (
                "ALTER TABLE receipt_step DISABLE TRIGGER ALL",
                "DELETE FROM receipt_step WHERE id > 1",
                "ALTER SEQUENCE receipt_step_id_seq RESTART WITH 2",
            ):
                db.session.execute(text(statement))
            db.session.commit()
            cut = app.test_cli_runner().invoke(args=["receipts", "verify"])
            db.session.remove()
            db.engine.dispose()
    assert whole.exit_code == 0, whole.output
    assert cut.exit_code == 1
    assert "các dòng cuối đã bị xóa" in cut.output
    assert "bộ đếm số dòng đã bị đặt lại" in cut.output
