"""What was published wrongly is put right: other terms, other readers, undone, recalled."""

from datetime import timedelta

import pytest

from intranet.core.clock import now, today
from intranet.core.database import db
from intranet.core.task_queue import tasks
from intranet.directives.actions import add_version
from intranet.directives.changes.withdrawal import UNDO_TIME, recall, restore, undo, undo_ends
from intranet.directives.errors import RecallNeedsReason, SymbolExists, TooLateToUndo
from intranet.directives.models import Directive
from intranet.directives.values import ReadingOrder
from intranet.people.notifications.models import Notice
from intranet.people.notifications.notice_text import said
from intranet.reading.assignments.delivery import deliver_assignment
from intranet.reading.coverage.consistency import CoverageDrift, find_drift
from intranet.reading.models import Assignment, Closing, ReceiptStep
from intranet.reading.receipts.sealed_basis import first_changed
from tests.making import Make
from tests.reading.making import confirm, given, given_days_ago, read
from tests.site import Page, Site

LATER = today() + timedelta(days=20)


@pytest.fixture
def office(make: Make):
    """A unit of three readers and another of one."""
    unit, other = make.department("Phòng Một"), make.department("Phòng Hai")
    three = [make.staff(department=unit, full_name=f"Người {n}") for n in "ABC"]
    return unit, three, make.staff(department=other, full_name="Người D")


def assignment_of(directive: Directive) -> Assignment:
    return db.session.query(Assignment).filter_by(directive_id=directive.id).one()


def delivered(directive: Directive) -> Directive:
    deliver_assignment(assignment_of(directive).id)
    return directive


def told(person) -> list[str]:
    db.session.rollback()
    return [said(one) for one in db.session.query(Notice).filter_by(staff_id=person.id)]


def fields(page, **changes) -> dict[str, object]:
    names = ("deadline", "must_confirm", "remind", "reason", "previewed")
    fields = {name: page.field(name) for name in names}
    return {k: v for k, v in {**fields, "audience": "all", **changes}.items() if v is not None}


def change(site: Site, directive: Directive, **changes) -> str:
    """Enter changes, look at what they do, save them; the text of the preview."""
    page = site.get("reading.order", directive_id=directive.id)
    entered = fields(page, **changes)
    looked = site.post("reading.order_change", data=entered, directive_id=directive.id)
    assert looked.status_code == 200, looked.get_data(as_text=True)
    preview = Page(looked)
    entered |= {"previewed": preview.field("previewed"), "do": "save"}
    saved = site.post("reading.order_change", data=entered, directive_id=directive.id)
    assert saved.status_code == 302, saved.get_data(as_text=True)
    db.session.rollback()
    return preview.text


def test_a_new_deadline_is_looked_at_saved_and_told_and_proofs_hold(site, make, office):
    _unit, (one, two, _three), _other = office
    directive = delivered(given_days_ago(make, 10, lasting=5))
    confirm(one, directive)
    site.sign_in(make.clerk())
    preview = change(site, directive, deadline=f"{LATER:%d/%m/%Y}", reason="Lùi tập huấn.")
    assert "Quá hạn" in preview
    assignment = assignment_of(directive)
    assert (assignment.deadline, assignment.must_confirm) == (LATER, True)
    assert f"đổi thành ngày {LATER:%d/%m/%Y}. Lùi tập huấn." in " ".join(told(two))
    assert not any("đổi thành" in words for words in told(one)), "who is done hears nothing"
    assert first_changed(db.session) is None
    confirm(two, directive)
    assert first_changed(db.session) is None
    page = site.get("reading.order", directive_id=directive.id)
    assert "Đã thay đổi sau khi phát hành" in page.text
    # Behind the portal's back the same is found out.
    assignment.deadline = today()
    db.session.commit()
    assert first_changed(db.session).kind == "deadline"


def test_fewer_readers_keep_their_receipts_and_more_are_asked(site, make, office):
    unit, (one, two, three), other = office
    directive = delivered(given(make, audience=[unit]))
    confirm(one, directive)
    receipts = db.session.query(ReceiptStep).count()
    site.sign_in(make.clerk())
    preview = change(
        site, directive, audience="chosen", departments=[str(other.department_id)],
        staff=[str(two.id)],
    )  # fmt: skip
    assert "Phải đọc 3 → 2 người" in preview
    assert "Người A, Người C" in preview
    assert "Thêm 1 người: Người D" in preview
    tasks().drain()
    db.session.rollback()
    assert db.session.query(ReceiptStep).count() == receipts + 1, "delivered to the new one"
    assert any("không cần đọc" in words for words in told(three))
    assert not any("không cần đọc" in words for words in told(one))
    assert any("Văn bản mới cần đọc" in words for words in told(other))
    site.sign_in(three)
    site.get("directives.show", directive_id=directive.id, status=404)
    assert find_drift(db.session) == CoverageDrift(0, 0)


def test_confirming_may_be_asked_for_afterwards_or_spared(site, make, office):
    _unit, (one, *_others), _other = office
    directive = delivered(given(make, must_confirm=False))
    read(one, directive)
    site.sign_in(make.clerk())
    assert "1 người đã đọc hết nay còn phải xác nhận" in change(site, directive, must_confirm="y")
    assert any("nay phải xác nhận" in words for words in told(one))
    assert "Đã xong 0 → 1 người" in change(site, directive, must_confirm=None)


def test_what_was_not_looked_at_is_not_saved(site, make, office):
    directive = delivered(given(make))
    site.sign_in(make.clerk())
    page = site.get("reading.order", directive_id=directive.id)
    entered = fields(page, deadline=f"{LATER:%d/%m/%Y}", do="save")
    answer = site.post("reading.order_change", data=entered, directive_id=directive.id)
    assert "Nếu lưu thì sẽ như sau" in answer.get_data(as_text=True)
    assert assignment_of(directive).deadline != LATER
    for wrong, words in (
        ({"deadline": f"{today() - timedelta(days=1):%d/%m/%Y}"}, "Hạn đọc trước ngày"),
        ({"audience": "chosen"}, "Chưa chọn người nhận"),
        ({}, "Chưa có gì thay đổi"),
    ):
        answer = site.post(
            "reading.order_change", data=fields(page, **wrong), directive_id=directive.id
        )
        assert answer.status_code == 400
        assert words in answer.get_data(as_text=True)
    assert db.session.query(Notice).filter(Notice.key.like("changed:%")).count() == 0


def test_a_recalled_directive_is_kept_from_its_readers_who_learn_why(site, make, office):
    unit, (one, two, _three), _other = office
    directive = delivered(given(make, audience=[unit], symbol="9/KH-UBND"))
    confirm(one, directive)
    site.sign_in(make.clerk())
    assert "2 người chưa đọc xong" in site.get("directives.recall", directive_id=directive.id).text
    assert site.post("directives.recall", {}, directive_id=directive.id).status_code == 400
    reason = {"reason": "Ban hành nhầm phụ lục"}
    assert site.post("directives.recall", reason, directive_id=directive.id).status_code == 302
    page = site.get("directives.show", directive_id=directive.id)
    assert "Đã thu hồi ngày" in page.text
    assert "Ban hành nhầm phụ lục" in page.text
    assert assignment_of(directive).closed_why is Closing.WITHDRAWN
    for person in (one, two):
        assert any("Ban hành nhầm phụ lục" in words for words in told(person))
    site.sign_in(one)
    gone = site.get("directives.show", directive_id=directive.id, status=410)
    assert "9/KH-UBND đã được thu hồi" in gone.text
    assert "9/KH-UBND" in site.get("reading.receipts").text
    site.sign_in(make.staff())
    site.get("directives.show", directive_id=directive.id, status=404)
    assert find_drift(db.session) == CoverageDrift(0, 0)

    site.sign_in(make.clerk())
    assert site.post("directives.restore", {}, directive_id=directive.id).status_code == 302
    db.session.rollback()
    assert assignment_of(directive).closed_at is None
    site.sign_in(two)
    site.get("directives.show", directive_id=directive.id)


def test_a_recall_without_a_reason_or_of_what_was_published_again_is_refused(make):
    clerk, body = make.clerk(), make.body("Ủy ban nhân dân tỉnh Lạng Sơn")
    directive = given(make, symbol="9/KH-UBND", issuing_body=body)
    with pytest.raises(RecallNeedsReason):
        recall(db.session, clerk, directive, "  ")
    recall(db.session, clerk, directive, "nhầm")
    make.directive(symbol="9/KH-UBND", issued_on=directive.issued_on, issuing_body=body)
    with pytest.raises(SymbolExists):
        restore(db.session, clerk, directive)


def test_an_undone_version_leaves_the_directive_as_it_was_before(make, office):
    unit, (one, two, _three), _other = office
    clerk, directive = make.clerk(), delivered(given(make, audience=[unit]))
    confirm(one, directive)
    first = assignment_of(directive)
    order = ReadingOrder(deadline=LATER)
    version = add_version(db.session, clerk, directive, make.file(), "sửa", True, order)
    db.session.commit()
    second = db.session.query(Assignment).filter_by(version_id=version.id).one()
    deliver_assignment(second.id)
    assert first.closed_why is Closing.NEW_VERSION
    alone = undo(db.session, clerk, version)
    undo(db.session, clerk, version)
    db.session.commit()
    assert [each.number for each in directive.versions] == [1]
    assert alone.undone_at is not None
    assert directive.undone_at is None
    assert first.closed_at is None
    assert second.closed_why is Closing.WITHDRAWN
    assert len([words for words in told(two) if "Văn bản mới cần đọc" in words]) == 1
    assert find_drift(db.session) == CoverageDrift(0, 0)
    assert first_changed(db.session) is None


def test_what_somebody_confirmed_or_ten_minutes_passed_cannot_be_undone(make, office):
    clerk, (_unit, (one, *_others), _other) = make.clerk(), office
    confirmed = delivered(given(make, published_at=now()))
    assert undo_ends(db.session, confirmed.latest)
    confirm(one, confirmed)
    old = given_days_ago(make, 1, lasting=5)
    for directive in (confirmed, old):
        assert undo_ends(db.session, directive.latest) is None
        with pytest.raises(TooLateToUndo):
            undo(db.session, clerk, directive.latest)
    assert timedelta(minutes=10) == UNDO_TIME
