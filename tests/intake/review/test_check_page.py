"""The clerk checks what the machine read and publishes it."""

from datetime import date

import pytest

from intranet.core.clock import today
from intranet.core.database import db
from intranet.core.task_queue import tasks
from intranet.intake.models import FileReading, ItemState, ReadingState
from intranet.language.bodies.document_types import DocumentType
from intranet.language.bodies.levels import Level
from tests.intake import sample_files
from tests.intake.desk import decide, directives, filled, in_days, item, on_desk
from tests.making import Make
from tests.site import Site


@pytest.fixture
def clerk(site: Site, make: Make) -> Site:
    """A site with a clerk signed in."""
    return site.sign_in(make.clerk(full_name="Nguyễn Thị Lưu"))


def test_the_form_opens_with_what_was_read(clerk: Site) -> None:
    number = on_desk(clerk, sample_files.letter("37/KH-UBND", subject="Học tập kỹ năng số"))
    fields = filled(clerk, number)
    assert fields["symbol"] == "37/KH-UBND"
    assert fields["body"] == "Ủy ban nhân dân tỉnh Lạng Sơn"
    assert fields["issued_on"] == "12/08/2025"
    assert (fields["kind"], fields["level"]) == ("KH", "PROVINCIAL_COMMITTEE")
    assert "Học tập kỹ năng số" in fields["subject"]
    assert fields["deadline"] == in_days(7)


def test_publishing_makes_a_directive_with_its_facts(clerk: Site, make: Make) -> None:
    make.staff()
    number = on_desk(clerk, sample_files.letter("37/KH-UBND"))
    decide(clerk, number, signer="Hoàng Văn Khác")
    (made,) = directives()
    assert (made.symbol, made.kind, made.level) == (
        "37/KH-UBND", DocumentType.KH, Level.PROVINCIAL_COMMITTEE,
    )  # fmt: skip
    assert made.issued_on == date(2025, 8, 12)
    assert made.signer == "Hoàng Văn Khác"
    assert made.authority_mark == "TM."
    assert item(number).state is ItemState.PUBLISHED
    assert "Đã phát hành 37/KH-UBND cho 2 người." in clerk.get("intake.queue").text


def test_a_checked_item_leads_to_its_directive(clerk: Site) -> None:
    number = on_desk(clerk, sample_files.letter())
    decide(clerk, number)
    answer = clerk.fetch("intake.check", item_id=number)
    assert answer.headers["Location"] == clerk.url("directives.show", directive_id=1)


def test_after_publishing_comes_the_next_in_the_queue(clerk: Site) -> None:
    one, two = (
        on_desk(clerk, sample_files.letter("1/KH-UBND")),
        on_desk(clerk, sample_files.letter("2/TB-UBND")),
    )
    answer = clerk.post("intake.decide", data=filled(clerk, one), item_id=one)
    assert answer.headers["Location"] == clerk.url("intake.check", item_id=two)


def test_a_pdf_shows_numbered_places_on_its_page(clerk: Site) -> None:
    number = on_desk(clerk, sample_files.plan_as_pdf(), "211.pdf")
    page = clerk.get("intake.check", item_id=number)
    assert 'id="spot-1"' in page.html
    assert 'data-spot="spot-1"' in page.html
    with clerk.fetch("intake.picture", item_id=number, number=1) as picture:
        assert picture.data.startswith(b"\x89PNG")
    assert clerk.fetch("intake.picture", item_id=number, number=99).status_code == 404


def test_a_docx_shows_its_text_with_the_facts_marked(clerk: Site) -> None:
    number = on_desk(clerk, sample_files.letter("37/KH-UBND"))
    page = clerk.get("intake.check", item_id=number)
    marked = ["".join(one.itertext()) for one in page.all("mark")]
    assert any("37/KH-UBND" in one for one in marked)
    assert any("ngày 12 tháng 8 năm 2025" in one for one in marked)


def test_unsure_facts_come_first(clerk: Site) -> None:
    number = on_desk(
        clerk, sample_files.letter("", subject="Phổ biến kỹ năng số trong toàn cơ quan")
    )
    page = clerk.get("intake.check", item_id=number)
    assert "chỗ chưa chắc, rồi phát hành" in page.headline
    assert page.html.index("Chưa chắc, cần xem") < page.html.index("Đã chắc")
    assert "Chưa đọc được" in page.text


def test_a_date_in_the_future_is_refused_and_nothing_is_published(clerk: Site) -> None:
    number = on_desk(clerk, sample_files.letter())
    words = decide(clerk, number, status=400, issued_on=in_days(2))
    assert "ở tương lai" in words
    assert in_days(2) in words
    assert directives() == []


def test_a_date_that_the_machine_reads_in_the_future_is_not_suggested(clerk: Site) -> None:
    ahead = date(today().year + 1, 3, 4)
    number = on_desk(clerk, sample_files.letter(day=ahead))
    assert filled(clerk, number)["issued_on"] == ""


def test_a_deadline_before_publication_is_refused(clerk: Site) -> None:
    number = on_desk(clerk, sample_files.letter())
    assert "Hạn đọc trước ngày phát hành" in decide(clerk, number, status=400, deadline=in_days(-1))
    assert item(number).state is ItemState.OPEN


def test_an_audience_without_people_is_refused(clerk: Site, make: Make) -> None:
    empty = make.department("Phòng chưa có ai")
    number = on_desk(clerk, sample_files.letter())
    for chosen in ({}, {"departments": str(empty.id)}):
        assert "Chưa chọn người nhận" in decide(
            clerk, number, status=400, audience="chosen", **chosen
        )
    assert directives() == []


def test_a_missing_subject_is_refused_with_what_was_typed_kept(clerk: Site) -> None:
    number = on_desk(clerk, sample_files.letter())
    words = decide(clerk, number, status=400, subject=" ", signer="Người Tôi Gõ")
    assert "Ô này cần được điền." in words
    assert "Người Tôi Gõ" in words


def test_units_and_people_can_be_chosen(clerk: Site, make: Make) -> None:
    unit, one = make.department(), make.staff()
    make.staff(department=unit)
    number = on_desk(clerk, sample_files.letter())
    decide(clerk, number, audience="chosen", departments=str(unit.id), staff=str(one.id))
    (made,) = directives()
    found = {(entry.department_id, entry.staff_id) for entry in made.audience}
    assert found == {(unit.id, None), (None, one.id)}


def test_the_page_counts_whom_an_audience_means(clerk: Site, make: Make) -> None:
    unit = make.department()
    for _ in range(3):
        make.staff(department=unit)
    answer = clerk.fetch("intake.audience_count", audience="chosen", departments=unit.id)
    assert answer.get_json() == {"number": 3, "words": "Phát hành cho 3 người"}
    assert clerk.fetch("intake.audience_count").get_json()["number"] == 4


def test_a_picture_without_letters_is_published_with_facts_typed_by_hand(clerk: Site) -> None:
    number = on_desk(clerk, sample_files.blank_picture(), "trang-trang.png")
    page = clerk.get("intake.check", item_id=number)
    assert page.headline == "Nhập thông tin theo văn bản, rồi phát hành"
    decide(clerk, number, symbol="15/TB-TTr", body="Thanh tra tỉnh", subject="Thông báo gõ tay")
    assert directives()[0].symbol == "15/TB-TTr"


def test_a_file_without_pictures_or_text_can_still_be_fetched(clerk: Site) -> None:
    number = on_desk(clerk, b"{\\rtf1 }", "cu.rtf")
    assert "Tệp không có nội dung chữ" in clerk.get("intake.check", item_id=number).text
    with clerk.fetch("intake.original", item_id=number) as answer:
        assert answer.data.startswith(b"{\\rtf1")
        assert answer.headers["Content-Disposition"].startswith("attachment")


def test_an_item_can_be_put_aside(clerk: Site) -> None:
    number = on_desk(clerk, sample_files.letter(), "nham.docx")
    clerk.post("intake.discard", item_id=number)
    assert item(number).state is ItemState.DISCARDED
    assert "Đã bỏ tệp nham.docx." in clerk.get("intake.queue").text
    assert clerk.fetch("intake.check", item_id=number).status_code == 302


def test_a_file_can_be_read_again(clerk: Site) -> None:
    number = on_desk(clerk, sample_files.letter())
    clerk.post("intake.read_again", item_id=number)
    work = db.session.get_one(FileReading, item(number).file_id)
    assert work.state is ReadingState.RECEIVED
    db.session.rollback()
    tasks().drain()
    db.session.rollback()
    assert work.state is ReadingState.READ


def test_a_reading_without_an_order_asks_nobody(clerk: Site) -> None:
    number = on_desk(clerk, sample_files.letter())
    decide(clerk, number, assign=None, deadline=in_days(-30))
    assert len(directives()) == 1


def test_the_queue_groups_what_waits_and_says_when_nothing_does(clerk: Site) -> None:
    assert "Không có văn bản nào chờ kiểm tra" in clerk.get("intake.queue").headline
    on_desk(clerk, sample_files.letter(), "doc-duoc.docx")
    on_desk(clerk, sample_files.scanned(), "anh-quet.pdf")
    page = clerk.get("intake.queue")
    assert page.headline == "2 văn bản chờ kiểm tra"
    assert page.html.index("doc-duoc.docx") < page.html.index("anh-quet.pdf")


def test_only_the_clerk_may_check(site: Site, clerk: Site, make: Make) -> None:
    number = on_desk(clerk, sample_files.letter())
    for person in (make.staff(), make.leader(), make.unit_head(), make.admin()):
        site.sign_in(person)
        site.get("intake.queue", status=403)
        site.get("intake.check", status=403, item_id=number)
        assert site.post("intake.decide", item_id=number).status_code == 403
        for file in ("intake.original", "intake.picture"):
            more = {"number": 1} if file == "intake.picture" else {}
            assert site.fetch(file, item_id=number, **more).status_code == 403
