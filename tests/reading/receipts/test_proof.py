"""What is known of my reading is said to me, and a proof of it can be taken away."""

import threading
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given as over
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from intranet.core.clock import now, today
from intranet.core.database import db
from intranet.directives.models import Version
from intranet.extraction.formats.pdf import page_contents
from intranet.people.models import StaffMember
from intranet.reading.models import ReceiptMethod, ReceiptStep, Step
from intranet.reading.page_ranges import page_ranges
from intranet.reading.receipts.confirmation import confirm as confirm_version
from intranet.reading.receipts.page_views import show_page
from intranet.reading.receipts.steps import take_steps
from tests.making import Make
from tests.reading.making import confirm, given, read
from tests.site import Site

SIX = tuple(f"Trang {n}." for n in range(1, 7))


@over(st.sets(st.integers(1, 60)))
def test_runs_of_pages_say_the_same_pages(pages: set[int]) -> None:
    found = page_ranges(pages)
    assert {page for one in found for page in range(one.first, one.last + 1)} == pages
    assert all(b.first > a.last + 1 for a, b in pairwise(found))


def test_the_reader_is_told_which_pages_were_not_opened(site: Site, make: Make) -> None:
    person, directive = make.staff(), given(make, pages=SIX)
    read(person, directive, pages=3)
    page = site.sign_in(person).get("directives.show", directive_id=directive.id)
    assert "Xem trang 4–6 rồi xác nhận" in page.text
    answer = site.post("reading.confirm", directive_id=directive.id, version_id=directive.latest.id)
    assert answer.location.endswith("trang=4")
    assert "Bạn chưa mở trang 4–6." in site.get("directives.show", directive_id=directive.id).text


def confirmation(person: StaffMember) -> ReceiptStep:
    query = select(ReceiptStep).filter_by(staff_id=person.id, step=Step.CONFIRMED)
    return db.session.scalars(query.order_by(ReceiptStep.id.desc())).first()


def test_the_proof_says_who_read_what_and_its_code_is_found(
    site: Site, make: Make, tmp_path: Path
) -> None:
    person = make.staff(full_name="Lý Thu Hằng")
    confirm(person, given(make, symbol="57-NQ/TW"))
    receipt = confirmation(person)
    site.sign_in(person)
    answer = site.fetch("reading.proof_of_receipt", number=receipt.id)
    path = tmp_path / "giay.pdf"
    path.write_bytes(answer.get_data())
    with page_contents.opened(path) as document:
        said = "".join(sheet.text for sheet in page_contents.read_pages(document, 5))
    for words in ("Lý Thu Hằng", "57-NQ/TW", "THANH TRA TỈNH"):
        assert words in said
    assert receipt.row_hash in "".join(said.split())
    page = site.sign_in(make.staff()).get("reading.check_receipt", code=receipt.row_hash.upper())
    assert page.headline == "Biên nhận còn nguyên vẹn"
    assert "Lý Thu Hằng" in page.text


def test_the_sheet_of_all_names_everything_confirmed(site: Site, make: Make) -> None:
    person = make.staff()
    site.sign_in(person)
    assert site.fetch("reading.proof_of_all").status_code == 404
    for symbol in ("1-CT/TU", "2-CT/TU"):
        confirm(person, given(make, symbol=symbol))
    answer = site.fetch("reading.proof_of_all")
    assert answer.mimetype == "application/pdf"
    assert answer.get_data().startswith(b"%PDF")


def test_nobody_takes_the_proof_of_somebody_else(site: Site, make: Make) -> None:
    owner = make.staff()
    confirm(owner, given(make))
    site.sign_in(make.leader())
    assert site.fetch("reading.proof_of_receipt", number=confirmation(owner).id).status_code == 404


def test_a_sheet_about_a_changed_receipt_is_called_out(site: Site, make: Make) -> None:
    person = make.staff()
    confirm(person, given(make))
    code = confirmation(person).row_hash
    db.session.execute(text("DROP TRIGGER receipt_step_no_update"))
    db.session.execute(text("UPDATE receipt_step SET at = '2020-01-01 00:00:00.000000'"))
    db.session.commit()
    page = site.sign_in(person).get("reading.check_receipt", code=code)
    assert page.headline == "Biên nhận này đã bị sửa"
    assert "Đừng dùng tờ giấy này" in page.text


def test_a_code_that_nobody_gave_out_is_told_so(site: Site, make: Make) -> None:
    site.sign_in(make.staff())
    page = site.get("reading.check_receipt", code="ab" * 32, status=404)
    assert "Không có biên nhận nào mang mã này" in page.text


def test_what_is_recorded_is_written_down_for_everybody(site: Site, make: Make) -> None:
    text_of = site.sign_in(make.staff()).get("reading.recorded").text
    assert "Trang nào đã mở thì chỉ mình tôi thấy." in text_of


def test_a_signed_paper_is_entered_with_its_reason(site: Site, make: Make) -> None:
    unit = make.department()
    person, other = make.staff(department=unit), make.staff(department=unit)
    directive = given(make, audience=[unit])
    site.sign_in(make.clerk())
    form = {"way": "paper", "told_on": f"{today():%d/%m/%Y}", "people": person.id}
    answer = site.post("reading.manual_receipts", form, directive_id=directive.id)
    assert answer.status_code == 400
    assert "Hãy ghi lý do" in answer.get_data(as_text=True)
    answer = site.post(
        "reading.manual_receipts", form | {"reason": "biên bản 12"}, directive_id=directive.id
    )
    assert answer.status_code == 302
    receipt = confirmation(person)
    assert (receipt.way, receipt.reason, receipt.told_on) == (
        ReceiptMethod.PAPER,
        "biên bản 12",
        today(),
    )
    assert confirmation(other) is None
    place = {"directive_id": directive.id, "xem": "tat-ca"}
    assert "Bản giấy" in site.get("reading.directive_coverage", **place).text
    mine = site.sign_in(person).get("reading.receipts").text
    assert "Bản giấy đã ký" in mine
    assert "biên bản 12" in mine


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"people": "0"}, "Hãy chọn ít nhất một người"),
        ({"told_on": "1/1/2020"}, "Ngày phổ biến phải từ ngày giao đọc"),
        ({"told_on": "hôm qua"}, "dd/mm/yyyy"),
    ],
)
def test_what_the_clerk_typed_wrong_is_said(
    site: Site, make: Make, wrong: dict[str, str], said: str
) -> None:
    person, directive = make.staff(), given(make)
    site.sign_in(make.clerk())
    form = {"way": "paper", "told_on": f"{today():%d/%m/%Y}", "people": person.id, "reason": "bb 3"}
    answer = site.post("reading.manual_receipts", form | wrong, directive_id=directive.id)
    assert answer.status_code == 400
    assert said in answer.get_data(as_text=True)
    assert confirmation(person) is None


def test_two_confirmations_at_the_same_moment_are_one_receipt(app: Flask, make: Make) -> None:
    person, directive = make.staff(), given(make)
    read(person, directive)
    ids = person.id, directive.latest.id
    db.session.remove()
    ready, failed = threading.Barrier(6), []

    def press() -> None:
        with app.app_context(), Session(db.engine) as session:
            ready.wait()
            try:
                one, version = (
                    session.get_one(StaffMember, ids[0]),
                    session.get_one(Version, ids[1]),
                )
                confirm_version(session, one, version)
                session.commit()
            except Exception as error:
                failed.append(error)

    threads = [threading.Thread(target=press) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failed == []
    steps = db.session.scalars(select(ReceiptStep.step).filter_by(staff_id=ids[0])).all()
    assert sorted(one.value for one in steps) == ["confirmed", "opened", "read_through"]


def test_a_clock_put_back_orders_no_step_before_the_one_it_follows(make: Make) -> None:
    person, directive = make.staff(), given(make)
    moment = now()
    take_steps(db.session, directive.latest, [person], [Step.OPENED], moment)
    earlier = moment - timedelta(hours=5)
    show_page(db.session, person, directive.latest, 1, earlier, at=earlier)
    receipt = confirm_version(db.session, person, directive.latest, at=earlier)
    assert receipt.at == moment
