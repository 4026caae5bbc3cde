"""Somebody with the database's own password changes what was proven, and is found out."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from bench.postgres import HASTE, cluster, copy_of, programs
from config import Settings
from intranet import create_app
from intranet.core.database import db
from intranet.core.hash_chain import START, hash_of
from intranet.core.heartbeat import beat
from intranet.core.task_queue import tasks
from intranet.reading.models import ReceiptStep, Step
from intranet.reading.receipts.chain_verification import check, verify_receipts
from intranet.reading.tasks import check_receipts
from tests.making import Make
from tests.reading.making import confirm, given
from tests.site import Site

NUMBERS = count(1)
COLUMNS = (
    "staff_id", "department_id", "version_id", "sha256", "step", "at", "form", "way", "told_on",
    "entered_by_id", "reason",
)  # fmt: skip


@pytest.fixture(scope="module")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A cluster whose database "office" has all tables and no rows."""
    if programs() is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with cluster(*HASTE) as address:
        office = copy_of(address, "office", "template0")
        made = create_app(Settings.for_tests(tmp_path_factory.mktemp("pg"), database_url=office))
        with made.app_context():
            db.create_all()
            db.session.remove()
            db.engine.dispose()
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Settings:
    """The portal's settings on each of the two databases."""
    if request.param == "sqlite":
        return settings
    server = request.getfixturevalue("postgresql")
    address = copy_of(server, f"office{next(NUMBERS)}", "office")
    return Settings.for_tests(tmp_path, database_url=address)


@pytest.fixture
def chain_of_nine(app: Flask, make: Make) -> list[int]:
    """The ids of nine steps of three people, and no guard that still watches over them."""
    directive = given(make)
    for person in [make.staff() for _ in range(3)]:
        confirm(person, directive)
    ids = list(db.session.scalars(select(ReceiptStep.id).order_by(ReceiptStep.id)))
    assert len(ids) == 9
    assert verify_receipts(db.session).broken_at is None
    return ids


def without_guards(*statements: str) -> None:
    """What somebody does who may do everything in the database."""
    dropped = {
        "sqlite": [f"DROP TRIGGER receipt_step_no_{verb}" for verb in ("update", "delete")],
        "postgresql": ["ALTER TABLE receipt_step DISABLE TRIGGER ALL"],
    }[db.engine.dialect.name]
    for statement in (*dropped, *statements):
        db.session.execute(text(statement))
    db.session.commit()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE receipt_step SET at = '2026-01-05 08:00:00.000000'", "DELETE FROM receipt_step"],
)
def test_the_database_itself_refuses(chain_of_nine: list[int], statement: str) -> None:
    with pytest.raises(DBAPIError, match="insert-only"):
        db.session.execute(text(statement))
    db.session.rollback()
    assert verify_receipts(db.session).rows == len(chain_of_nine)


@pytest.mark.parametrize(
    "change",
    [
        "at = '2026-01-05 08:00:00.000000'",
        "sha256 = '" + "f" * 64 + "'",
        "step = 'DELIVERED'",
        "staff_id = (SELECT min(id) FROM staff_member)",
        "way = 'PAPER', told_on = '2026-01-05', reason = 'biên bản 7'",
        "form = 1",
        "row_hash = '" + "0" * 63 + "1'",
    ],
)
def test_a_changed_receipt_is_named(chain_of_nine: list[int], change: str) -> None:
    third = chain_of_nine[3]  # opened, by the second person: nothing above equals it
    without_guards(f"UPDATE receipt_step SET {change} WHERE id = {third}")
    found = verify_receipts(db.session)
    assert (found.broken_at, found.why, found.rows) == (third, "changed", 3)


def test_a_receipt_sealed_anew_breaks_the_next_link(chain_of_nine: list[int]) -> None:
    third, fourth = chain_of_nine[2:4]
    row = db.session.get_one(ReceiptStep, third)
    content = {name: getattr(row, name) for name in row.sealed}
    content["reason"] = "viết lại"
    sealed = hash_of(row.previous_hash, content)
    without_guards(
        f"UPDATE receipt_step SET reason = 'viết lại', row_hash = '{sealed}' WHERE id = {third}"
    )
    found = verify_receipts(db.session)
    assert (found.broken_at, found.why) == (fourth, "cut")


def test_a_deleted_receipt_is_named_by_the_one_that_followed(chain_of_nine: list[int]) -> None:
    fourth, fifth = chain_of_nine[3:5]
    without_guards(f"DELETE FROM receipt_step WHERE id = {fourth}")
    found = verify_receipts(db.session)
    assert (found.broken_at, found.why, found.last_id) == (fifth, "cut", chain_of_nine[2])


def test_receipts_in_another_order_are_named(chain_of_nine: list[int]) -> None:
    second, third = chain_of_nine[1:3]
    without_guards(
        f"UPDATE receipt_step SET id = 1000000 WHERE id = {second}",
        f"UPDATE receipt_step SET id = {second} WHERE id = {third}",
        f"UPDATE receipt_step SET id = {third} WHERE id = 1000000",
    )
    found = verify_receipts(db.session)
    assert (found.broken_at, found.why) == (second, "cut")


def forged(number: int, previous: str) -> dict[str, object]:
    """A confirmation that never was, sealed as a real one would be."""
    real = db.session.scalars(select(ReceiptStep).order_by(ReceiptStep.id)).first()
    assert real is not None
    row = ReceiptStep(
        staff_id=real.version.published_by_id, department_id=real.department_id,
        version_id=real.version_id, sha256=real.sha256, step=Step.CONFIRMED, at=real.at,
    )  # fmt: skip
    columns = {name: getattr(row, name) for name in COLUMNS}
    content = {name: getattr(row, name) for name in row.sealed}
    sealed = hash_of(previous, content)
    return {**columns, "id": number, "previous_hash": previous, "row_hash": sealed}


def insert(row: dict[str, object]) -> None:
    db.session.execute(ReceiptStep.__table__.insert(), row)
    db.session.commit()


def test_a_receipt_put_in_between_is_named(chain_of_nine: list[int]) -> None:
    fifth = chain_of_nine[4]
    without_guards(f"UPDATE receipt_step SET id = id + 1000 WHERE id >= {fifth}")
    insert(forged(fifth, "d" * 64))
    found = verify_receipts(db.session)
    assert (found.broken_at, found.why, found.rows) == (fifth, "cut", 4)


def test_two_receipts_cannot_follow_the_same_one(chain_of_nine: list[int]) -> None:
    fourth, fifth = chain_of_nine[3:5]
    previous = db.session.get_one(ReceiptStep, fourth).row_hash
    without_guards(f"UPDATE receipt_step SET id = id + 1000 WHERE id >= {fifth}")
    with pytest.raises(DBAPIError, match="previous_hash"):
        insert(forged(fifth, previous))


def test_a_receipt_put_at_the_end_without_its_link_is_named(chain_of_nine: list[int]) -> None:
    insert(forged(chain_of_nine[-1] + 1, "d" * 64))
    found = verify_receipts(db.session)
    assert (found.broken_at, found.why, found.rows) == (chain_of_nine[-1] + 1, "cut", 9)


def test_a_cut_end_is_seen_by_the_head_that_was_noted(chain_of_nine: list[int]) -> None:
    check(db.session, whole=True)
    db.session.commit()
    seventh, eighth = chain_of_nine[6:8]
    without_guards(f"DELETE FROM receipt_step WHERE id >= {eighth}")
    found = verify_receipts(db.session)
    assert (found.broken_at, found.why, found.last_id) == (eighth, "tail", seventh)


def test_a_chain_written_wholly_anew_differs_from_the_head_that_was_noted(
    chain_of_nine: list[int],
) -> None:
    check(db.session, whole=True)
    db.session.commit()
    rows = list(db.session.scalars(select(ReceiptStep).order_by(ReceiptStep.id)))
    previous, statements = START, []
    for row in rows:
        content = {**{name: getattr(row, name) for name in row.sealed}, "reason": "viết lại"}
        sealed = hash_of(previous, content)
        statements.append(
            f"UPDATE receipt_step SET reason = 'viết lại', previous_hash = '{previous}', "
            f"row_hash = '{sealed}' WHERE id = {row.id}"
        )
        previous = sealed
    without_guards(*statements)
    found = verify_receipts(db.session)
    assert (found.broken_at, found.why) == (chain_of_nine[-1], "changed")


def test_the_command_names_the_first_broken_receipt(app: Flask, chain_of_nine: list[int]) -> None:
    third = chain_of_nine[2]
    fine = app.test_cli_runner().invoke(args=["receipts", "verify"])
    assert fine.exit_code == 0
    assert "9 dòng" in fine.output
    without_guards(f"UPDATE receipt_step SET sha256 = '{'f' * 64}' WHERE id >= {third}")
    broken = app.test_cli_runner().invoke(args=["receipts", "verify"])
    assert broken.exit_code == 1
    assert f"đứt ở dòng {third}," in broken.output


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_broken_chain_is_loud_for_monitors_and_the_administrator(
    chain_of_nine: list[int], make: Make, site: Site
) -> None:
    beat(db.session, "worker")
    db.session.commit()
    tasks().enqueue(check_receipts)
    tasks().drain()
    assert site.fetch("web.health").status_code == 200
    third = chain_of_nine[2]
    without_guards(f"UPDATE receipt_step SET sha256 = '{'f' * 64}' WHERE id = {third}")
    check(db.session, whole=True)
    db.session.commit()
    site.sign_in(make.admin())
    answer = site.fetch("web.health")
    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["receipts"]["broken_at"] == third
    page = site.get("web.system")
    assert f"Chuỗi biên nhận đứt ở dòng {third}" in page.text
    assert "Nội dung dòng này đã bị sửa" in page.text
