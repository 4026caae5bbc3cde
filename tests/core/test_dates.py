"""Dated rows hold from their first day up to, not including, the day on which they end."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from intranet.core.database import db
from intranet.core.dates import covers, ends_after, holds_on
from intranet.people.models import Membership
from tests.making import Make

FIRST, END = date(2026, 3, 2), date(2026, 3, 9)
DAYS = [FIRST + timedelta(days=n) for n in (-1, 0, 3, 6, 7, 8)]


@pytest.mark.parametrize("until", [END, None], ids=["ends", "goes on"])
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_database_and_a_row_already_read_agree(
    app: Flask, make: Make, day: date, until: date | None
) -> None:
    staff = make.staff()
    row = db.session.scalars(select(Membership).filter_by(staff_id=staff.id)).one()
    row.since, row.until = FIRST, until
    db.session.commit()
    mine = select(Membership.id).filter_by(staff_id=staff.id)
    holds = day >= FIRST and (until is None or day < until)
    assert covers(row, day) is holds
    assert (db.session.scalar(mine.where(holds_on(Membership, day))) is not None) is holds
    goes_on = until is None or until > day
    assert (db.session.scalar(mine.where(ends_after(Membership, day))) is not None) is goes_on
