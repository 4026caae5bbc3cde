"""Chains are verified from bare rows, letter by letter as they were sealed by the mapper."""

from datetime import UTC, datetime, timedelta

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from intranet.core import audit, hash_chain
from intranet.core.audit import AuditEntry
from intranet.core.database import db
from tests.properties import examples

MOMENTS = st.datetimes(
    datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.sampled_from([UTC])
)  # fmt: skip
DETAILS = st.dictionaries(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6),
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=12),
    max_size=4,
)


@examples(30)
@given(st.lists(st.tuples(MOMENTS, DETAILS), min_size=1, max_size=4))
def test_whatever_was_sealed_is_whole_when_read_bare(
    app: Flask, sealed: list[tuple[datetime, dict[str, object]]]
) -> None:
    before = hash_chain.verify(db.session, AuditEntry).rows
    rows = [
        AuditEntry(
            at=at, staff_id=None, username="văn thư", act="file.read", thing="", thing_id=None,
            address="local", detail=detail,
        )
        for at, detail in sealed
    ]  # fmt: skip
    hash_chain.append(db.session, rows)
    verified = hash_chain.verify(db.session, AuditEntry)
    assert (verified.rows, verified.broken_at) == (before + len(sealed), None)
    assert verified.head == rows[-1].row_hash


def entries(count: int) -> None:
    for number in range(count):
        audit.record(db.session, None, "file.read", number=number)
    db.session.commit()


def test_what_came_after_a_whole_row_is_verified_alone(app: Flask) -> None:
    entries(3)
    known = hash_chain.verify(db.session, AuditEntry)
    entries(2)
    assert hash_chain.verify(db.session, AuditEntry, known).rows == known.rows + 2


def test_a_cut_tail_of_the_trail_is_seen(app: Flask) -> None:
    entries(3)
    last = hash_chain.verify(db.session, AuditEntry).last_id
    db.session.execute(text("DROP TRIGGER audit_entry_no_delete"))
    db.session.execute(text(f"DELETE FROM audit_entry WHERE id = {last}"))
    verified = hash_chain.verify(db.session, AuditEntry)
    assert (verified.broken_at, verified.why, verified.last_id) == (last, "tail", last - 1)


def test_a_noted_head_that_is_gone_is_seen(app: Flask) -> None:
    entries(3)
    whole = hash_chain.verify(db.session, AuditEntry)
    noted = [(whole.last_id, whole.head)]
    assert hash_chain.verify(db.session, AuditEntry, noted=noted) == whole
    other = [(whole.last_id, "f" * 64)]
    assert hash_chain.verify(db.session, AuditEntry, noted=other).why == "changed"


def test_a_moment_of_any_clock_is_sealed_as_utc(app: Flask) -> None:
    noon = datetime(2026, 5, 6, 12, tzinfo=UTC)
    assert hash_chain.bare_moment("2026-05-06 12:00:00.000000") == noon.isoformat()
    later = noon + timedelta(microseconds=1500)
    assert hash_chain.bare_moment("2026-05-06 12:00:00.001500") == later.isoformat()
    assert hash_chain.bare_moment(later.replace(tzinfo=None)) == later.isoformat()
