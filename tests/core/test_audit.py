"""The audit trail: who, when, from where, on what; nobody changes it."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from intranet.core import audit, hash_chain
from intranet.core.audit import AuditEntry
from intranet.core.database import db
from tests.making import Make

PLAIN = st.dictionaries(st.text(max_size=8), st.integers() | st.text(max_size=20), max_size=4)


def test_an_act_is_written_down_with_who_and_on_what(app: Flask, make: Make) -> None:
    clerk, directive = make.clerk(), make.directive()
    audit.record(db.session, clerk, "directive.corrected", on=directive, field="subject")
    db.session.commit()
    line = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert line is not None
    assert (line.username, line.act, line.thing) == (
        clerk.username, "directive.corrected", "directive",
    )  # fmt: skip
    assert (line.thing_id, line.address, line.detail) == (
        directive.id, "local", {"field": "subject"},
    )  # fmt: skip


@pytest.mark.parametrize("act", ["UPDATE audit_entry SET username = ''", "DELETE FROM audit_entry"])
def test_the_database_refuses_to_change_the_trail(app: Flask, act: str) -> None:
    audit.record(db.session, None, "demo.seeded")
    db.session.commit()
    with pytest.raises(DatabaseError, match="insert-only"):
        db.session.execute(text(act))


def test_the_walk_finds_the_first_line_that_was_changed(app: Flask) -> None:
    for number in range(5):
        audit.record(db.session, None, "file.read", number=number)
    db.session.commit()
    assert hash_chain.verify(db.session, AuditEntry).rows == 5
    db.session.execute(text("DROP TRIGGER audit_entry_no_update"))
    db.session.execute(text("UPDATE audit_entry SET username = 'khac' WHERE id = 3"))
    db.session.commit()
    walk = hash_chain.verify(db.session, AuditEntry)
    assert (walk.rows, walk.broken_at) == (2, 3)


def test_the_command_says_whether_the_trail_is_whole(app: Flask) -> None:
    audit.record(db.session, None, "demo.seeded")
    db.session.commit()
    told = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert told.exit_code == 0
    assert "nguyên vẹn: 1 dòng" in told.output


@given(before=PLAIN, after=PLAIN)
def test_different_content_has_a_different_hash(
    before: dict[str, object], after: dict[str, object]
) -> None:
    same = hash_chain.hash_of(hash_chain.START, before) == hash_chain.hash_of(
        hash_chain.START, after
    )
    assert same == (before == after)
