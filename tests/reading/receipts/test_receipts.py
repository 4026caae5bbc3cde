"""A receipt: delivered, opened, read through, confirmed; each once, never mixed, never changed."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from intranet.core import hash_chain
from intranet.core.clock import HOME, now
from intranet.core.database import db
from intranet.core.task_queue import tasks
from intranet.directives import actions as repository
from intranet.directives.values import ReadingOrder
from intranet.people.models import StaffMember
from intranet.reading.assignments.delivery import deliver_what_is_lacking
from intranet.reading.assignments.my_reading import done_reading, left_to_read, unread_count
from intranet.reading.models import ReceiptStep, Step
from intranet.reading.receipts import confirmation
from intranet.reading.receipts.chain_verification import verify_receipts
from intranet.reading.receipts.errors import NotAddressed, NotReadThrough
from intranet.reading.receipts.steps import take_steps
from tests.making import Make
from tests.reading.making import confirm, given, nonce_on, read
from tests.site import Site

THREE = ("Trang một.", "Trang hai.", "Trang ba.")


def steps(staff: StaffMember) -> list[Step]:
    """The steps of one person in order."""
    query = select(ReceiptStep.step).filter_by(staff_id=staff.id).order_by(ReceiptStep.id)
    return list(db.session.scalars(query))


def test_publishing_delivers_to_everybody_addressed_and_to_nobody_else(make: Make) -> None:
    unit = make.department()
    inside, outside = make.staff(department=unit), make.staff()
    given(make, audience=[unit])
    tasks().drain()
    assert steps(inside) == [Step.DELIVERED]
    assert steps(outside) == []


def test_whoever_joins_later_is_delivered_to_as_well(make: Make) -> None:
    given(make)
    tasks().drain()
    newcomer = make.staff()
    tasks().enqueue(deliver_what_is_lacking)
    tasks().drain()
    assert steps(newcomer) == [Step.DELIVERED]


def test_reading_some_pages_is_opened_and_not_more(make: Make) -> None:
    staff, directive = make.staff(), given(make, pages=THREE)
    read(staff, directive, pages=2)
    assert steps(staff) == [Step.OPENED]


def test_reading_all_pages_is_read_through_but_not_confirmed(make: Make) -> None:
    staff, directive = make.staff(), given(make, pages=THREE)
    read(staff, directive)
    assert steps(staff) == [Step.OPENED, Step.READ_THROUGH]
    assert not left_to_read(db.session, staff)[0].done


def test_confirming_before_the_last_page_names_the_missing_pages(make: Make) -> None:
    staff, directive = make.staff(), given(make, pages=THREE)
    read(staff, directive, pages=1)
    with pytest.raises(NotReadThrough, match="trang 2–3"):
        confirmation.confirm(db.session, staff, directive.latest)


def test_confirming_twice_keeps_the_first_receipt(make: Make) -> None:
    staff, directive = make.staff(), given(make)
    confirm(staff, directive)
    first = steps(staff)
    confirm(staff, directive)
    assert steps(staff) == first == [Step.OPENED, Step.READ_THROUGH, Step.CONFIRMED]


def test_who_was_not_asked_cannot_confirm(make: Make) -> None:
    leader, unit = make.leader(), make.department()
    directive = given(make, audience=[unit])
    with pytest.raises(NotAddressed):
        confirmation.confirm(db.session, leader, directive.latest)


def test_a_new_version_that_must_be_read_again_is_open_again(make: Make) -> None:
    staff, directive = make.staff(), given(make)
    confirm(staff, directive)
    clerk, order = directive.published_by, ReadingOrder()
    repository.add_version(db.session, clerk, directive, make.file(), "sửa mục II", True, order)
    db.session.commit()
    mine = left_to_read(db.session, staff)[0]
    assert (mine.version_number, mine.done) == (2, False)
    assert Step.CONFIRMED in steps(staff), "the receipt of version 1 stays"


def test_a_small_correction_keeps_the_confirmation(make: Make) -> None:
    staff, directive = make.staff(), given(make)
    confirm(staff, directive)
    clerk, order = directive.published_by, ReadingOrder()
    repository.add_version(db.session, clerk, directive, make.file(), "sửa lỗi chữ", False, order)
    db.session.commit()
    assert done_reading(db.session, staff, 1)[0].done
    assert unread_count(db.session, staff).number == 0


def test_a_receipt_names_the_hash_of_what_was_read(make: Make) -> None:
    staff, directive = make.staff(), given(make)
    confirm(staff, directive)
    row = db.session.scalars(select(ReceiptStep).filter_by(step=Step.CONFIRMED)).one()
    assert row.sha256 == directive.latest.file.sha256
    assert row.department_id == staff.department_id


@pytest.mark.parametrize(
    "act", ["UPDATE receipt_step SET step = 'CONFIRMED'", "DELETE FROM receipt_step"]
)
def test_the_database_refuses_to_change_a_receipt(make: Make, act: str) -> None:
    staff, directive = make.staff(), given(make)
    read(staff, directive)
    with pytest.raises(DatabaseError, match="insert-only"):
        db.session.execute(text(act))


def test_the_chain_shows_a_receipt_that_was_changed_behind_the_guards(make: Make) -> None:
    staff, directive = make.staff(), given(make)
    confirm(staff, directive)
    assert hash_chain.verify(db.session, ReceiptStep).broken_at is None
    db.session.execute(text("DROP TRIGGER receipt_step_no_update"))
    db.session.execute(text("UPDATE receipt_step SET at = '2020-01-01 00:00:00' WHERE id = 2"))
    db.session.commit()
    assert hash_chain.verify(db.session, ReceiptStep).broken_at == 2


def test_a_reader_reads_and_confirms_on_the_page(site: Site, make: Make) -> None:
    staff, directive = make.staff(), given(make, pages=THREE)
    site.sign_in(staff)
    assert "Còn 1 văn bản cần đọc" in site.get("reading.mine").headline
    where = {"directive_id": directive.id, "version_id": directive.latest.id}
    refused = site.post("reading.confirm", **where)
    assert refused.location.endswith("?trang=1")
    nonce = nonce_on(site.get("directives.show", directive_id=directive.id))
    for page in (1, 2, 3):
        answer = site.post("reading.seen", {"page": page, "nonce": nonce}, **where)
    assert answer.json == {"step": "read_through", "left": [], "wait": 0}
    site.post("reading.confirm", **where)
    assert "Tôi đã xác nhận" in site.get("directives.show", directive_id=directive.id).text
    assert directive.symbol in site.get("reading.receipts").text
    assert "Đã đọc hết" in site.get("reading.mine").headline


def test_a_moment_told_by_the_clock_of_vietnam_keeps_its_link(make: Make) -> None:
    person, directive = make.staff(), given(make)
    take_steps(db.session, directive.latest, [person], [Step.OPENED], now().astimezone(HOME))
    db.session.commit()
    db.session.expire_all()
    assert verify_receipts(db.session).broken_at is None
    assert hash_chain.verify(db.session, ReceiptStep).broken_at is None
