"""What is forgotten of people after some years, and what is not."""

from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from intranet.core.audit import AuditEntry
from intranet.core.clock import HOME, today
from intranet.core.database import db
from intranet.people.models import StaffMember
from intranet.reading.coverage import queries
from intranet.reading.coverage.consistency import find_drift
from intranet.reading.models import PageView, ReceiptStep
from intranet.reading.receipts.chain_verification import verify_receipts
from intranet.reading.retention import (
    Retired,
    WithinRetention,
    first_retained_day,
    proposal,
    retire,
)
from tests.making import Make
from tests.reading.making import confirm, given
from tests.site import Site


@pytest.fixture
def gone(make: Make) -> StaffMember:
    """Somebody who read, and left more than five years ago by the calendar of the test."""
    person = make.staff(full_name="Nông Văn Cũ", username="cunv", email="cu@example.vn")
    confirm(person, given(make))
    person.joined_on = date(2010, 1, 4)
    make.left(person, first_retained_day() - timedelta(days=9))
    for row in db.session.scalars(select(PageView)):
        row.at = datetime(2015, 3, 2, 9, tzinfo=HOME)
    db.session.commit()
    return person


def _seen() -> int:
    return db.session.scalar(select(func.count()).select_from(PageView)) or 0


def test_totals_and_chain_stay_when_names_and_pages_are_forgotten(
    make: Make, gone: StaffMember
) -> None:
    leader = make.leader()
    days = (None, today() - timedelta(days=1), gone.left_on)
    before = [queries.unit_counts(db.session, leader, day=day) for day in days]
    receipts, chained = db.session.query(ReceiptStep).count(), verify_receipts(db.session)
    assert proposal(db.session, first_retained_day()) == Retired(1, 1)
    assert retire(db.session, first_retained_day()) == Retired(1, 1)
    db.session.commit()
    assert gone.full_name == f"Người đã nghỉ {gone.id}"
    assert (gone.username, gone.email, gone.password_hash) == (f"da-nghi-{gone.id}", "", "")
    assert _seen() == 0
    assert [queries.unit_counts(db.session, leader, day=day) for day in days] == before
    assert db.session.query(ReceiptStep).count() == receipts
    assert verify_receipts(db.session) == chained
    assert chained.broken_at is None
    assert find_drift(db.session).none


def test_nothing_is_forgotten_twice_and_each_time_is_noted(gone: StaffMember) -> None:
    retire(db.session, first_retained_day())
    assert retire(db.session, first_retained_day()) == Retired(0, 0)
    db.session.commit()
    noted = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "receipts.retired")).all()
    assert [(one.detail["people"], one.detail["pages"]) for one in noted] == [(1, 1)]


def test_who_serves_and_what_is_new_is_kept(make: Make) -> None:
    person = make.staff()
    confirm(person, given(make))
    assert retire(db.session, first_retained_day()) == Retired(0, 0)
    assert _seen() == 1


def test_what_must_be_kept_cannot_be_retired(make: Make) -> None:
    with pytest.raises(WithinRetention):
        retire(db.session, today())


def test_the_command_says_what_it_did(app: Flask, gone: StaffMember) -> None:
    run = app.test_cli_runner().invoke
    trial = run(args=["receipts", "retire", "--dry-run"])
    assert "Sẽ thay tên 1 người" in trial.output
    done = run(args=["receipts", "retire", "--before", first_retained_day().isoformat()])
    assert "Đã thay tên 1 người" in done.output, done.output
    refused = run(args=["receipts", "retire", "--before", today().isoformat()])
    assert refused.exit_code == 1


def test_the_administrator_is_told_what_is_due(make: Make, site: Site, gone: StaffMember) -> None:
    page = site.sign_in(make.admin()).get("web.system")
    assert f"flask receipts retire --before {first_retained_day().isoformat()}" in page.text


def test_staff_see_their_own_receipts_and_no_list_of_others(make: Make, site: Site) -> None:
    person, other = make.staff(), make.staff()
    directive = given(make)
    confirm(person, directive)
    page = site.sign_in(other).get("reading.receipts")
    assert directive.symbol not in page.text
    site.get("programme.people", status=403)
    site.get("programme.index", status=403)
    site.sign_in(person)
    assert directive.symbol in site.get("reading.receipts").text
