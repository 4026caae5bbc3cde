"""Confirming asks the database little, however much was given to read."""

from sqlalchemy import func, select

from intranet.core.clock import now
from intranet.core.database import db
from intranet.reading.models import ReceiptStep, Step
from intranet.reading.receipts.chain_verification import verify_receipts
from intranet.reading.receipts.steps import take_steps
from tests.making import Make
from tests.reading.making import given, read
from tests.reading.statements import statements
from tests.site import Site

MOST = 20


def chained(sent: list[str]) -> list[str]:
    return [statement for statement in sent if statement.startswith("INSERT INTO receipt_step")]


def test_a_confirmation_sends_few_statements_and_one_insert_into_the_chain(
    site: Site, make: Make
) -> None:
    unit = make.department()
    reader = make.staff(department=unit)
    make.staff(department=unit)
    directive = given(make, audience=[unit], pages=("một", "hai"))
    read(reader, directive)
    place = {"directive_id": directive.id, "version_id": directive.latest.id}
    site.sign_in(reader)
    with statements() as sent:
        site.post("reading.confirm", **place)
    confirming = sent[sent.index("BEGIN IMMEDIATE") :]  # before that the token was fetched
    assert len(confirming) <= MOST, "\n".join([str(len(confirming)), *confirming])
    assert len(chained(confirming)) == 1


def test_steps_that_were_missing_are_written_with_one_insert(make: Make) -> None:
    people, directive = [make.staff() for _ in range(3)], given(make)
    steps = (Step.OPENED, Step.READ_THROUGH, Step.CONFIRMED)
    take_steps(db.session, directive.latest, people[:1], steps[:1], now())
    with statements() as sent:
        take_steps(db.session, directive.latest, people, steps, now())
    assert len(chained(sent)) == 1
    db.session.commit()
    assert db.session.scalar(select(func.count()).select_from(ReceiptStep)) == 9
    verified = verify_receipts(db.session)
    assert (verified.rows, verified.broken_at) == (9, None)
