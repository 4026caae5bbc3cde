"""Two clerks, two papers of one symbol, drafts: nothing is lost and nothing is doubled."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from intranet.core.clock import now, today
from intranet.core.database import db
from intranet.directives.models import Version
from intranet.intake.review.actions import CHECKING
from tests.intake import sample_files
from tests.intake.desk import decide, directives, filled, in_days, item, on_desk, send
from tests.making import Make
from tests.site import Page, Site


@pytest.fixture
def clerk(site: Site, make: Make) -> Site:
    """A site with a clerk signed in."""
    return site.sign_in(make.clerk(full_name="Nguyễn Thị Lưu"))


def test_a_draft_keeps_everything_as_it_was_typed(clerk: Site) -> None:
    number = on_desk(clerk, sample_files.letter())
    decide(clerk, number, do="draft", subject="Viết dở", deadline="32/13/2026", must_confirm=None)
    fields = filled(clerk, number)
    assert (fields["subject"], fields["deadline"]) == ("Viết dở", "32/13/2026")
    assert "must_confirm" not in fields
    assert directives() == []


def test_the_second_of_two_clerks_keeps_the_text_and_sees_who_saved(
    clerk: Site, make: Make
) -> None:
    number = on_desk(clerk, sample_files.letter())
    mine = filled(clerk, number, subject="Trích yếu của tôi")
    other = Site(clerk.app).sign_in(make.clerk(full_name="Lý Văn Kia"))
    decide(other, number, do="draft", subject="Trích yếu của người kia")
    answer = clerk.post("intake.decide", data=mine, item_id=number)
    page = Page(answer)
    assert answer.status_code == 409
    assert "Đồng chí Lý Văn Kia lưu lúc" in page.text
    assert "Trích yếu: Trích yếu của người kia" in page.text
    assert page.field("subject") == "Trích yếu của tôi"
    again = {**mine, "revision": page.field("revision")}
    assert clerk.post("intake.decide", data=again, item_id=number).status_code == 302
    assert directives()[0].subject == "Trích yếu của tôi"


def test_two_clerks_do_not_publish_the_same_item_twice(clerk: Site, make: Make) -> None:
    number = on_desk(clerk, sample_files.letter())
    mine = filled(clerk, number)
    other = Site(clerk.app).sign_in(make.clerk(full_name="Lý Văn Kia"))
    decide(other, number)
    answer = clerk.post("intake.decide", data=mine, item_id=number)
    assert answer.status_code == 409
    assert "Mở văn bản đã phát hành" in answer.get_data(as_text=True)
    assert len(directives()) == 1


def test_a_form_sent_twice_publishes_once(clerk: Site) -> None:
    number = on_desk(clerk, sample_files.letter())
    form = filled(clerk, number)
    for _ in range(2):
        assert clerk.post("intake.decide", data=form, item_id=number).status_code == 302
    assert len(directives()) == 1


def test_a_clerk_sees_who_else_is_checking(clerk: Site, make: Make) -> None:
    number = on_desk(clerk, sample_files.letter())
    clerk.get("intake.check", item_id=number)
    other = Site(clerk.app).sign_in(make.clerk())
    words = "Đồng chí Nguyễn Thị Lưu đang kiểm tra văn bản này từ"
    assert words in other.get("intake.check", item_id=number).text
    item(number).checking_since = now() - 2 * CHECKING
    db.session.commit()
    assert words not in other.get("intake.check", item_id=number).text


def test_a_symbol_that_exists_asks_whether_it_is_a_new_version(clerk: Site) -> None:
    first = on_desk(clerk, sample_files.letter("37/KH-UBND"))
    decide(clerk, first)
    second = on_desk(clerk, sample_files.letter("37/KH-UBND"))
    page = clerk.get("intake.check", item_id=second)
    assert "Trong kho đã có 37/KH-UBND" in page.text
    assert "đã có trong kho" in decide(clerk, second, status=400)
    decide(clerk, second, outcome="version", note="Sửa phụ lục 2")
    (made,) = directives()
    assert [(one.number, one.note) for one in made.versions] == [(1, ""), (2, "Sửa phụ lục 2")]


def test_a_new_version_bears_the_day_on_its_own_paper(clerk: Site) -> None:
    decide(clerk, on_desk(clerk, sample_files.letter("37/KH-UBND")), issued_on=in_days(-30))
    second = on_desk(clerk, sample_files.letter("37/KH-UBND"))
    refused = decide(clerk, second, outcome="version", issued_on=in_days(1), status=400)
    assert "ở tương lai" in refused
    decide(clerk, second, outcome="version", issued_on=in_days(-2))
    (made,) = directives()
    assert made.issued_on == today() - timedelta(days=30), "the directive keeps its own"
    for version, day in ((1, in_days(-30)), (2, in_days(-2))):
        page = clerk.get("directives.show", directive_id=made.id, ban=version)
        (head,) = (one for one in page.all("div") if one.get("class") == "byline")
        assert day in "".join(head.itertext())
    for day in (-30, -2):
        assert f"đề ngày {in_days(day)}, phát hành {in_days(0)}" in page.text


def test_another_paper_of_the_same_symbol_may_stand_beside_it(clerk: Site) -> None:
    for outcome in (None, "new"):
        decide(clerk, on_desk(clerk, sample_files.letter("37/KH-UBND")), outcome=outcome)
    assert [one.symbol for one in directives()] == ["37/KH-UBND", "37/KH-UBND"]


def test_an_upload_for_a_directive_becomes_its_new_version(clerk: Site, make: Make) -> None:
    directive = make.directive()
    number = on_desk(clerk, sample_files.letter(), ban_moi_cua=directive.id)
    decide(clerk, number)
    db.session.rollback()
    assert len(list(db.session.scalars(select(Version)))) == 2


def test_what_is_still_being_read_cannot_be_published(clerk: Site) -> None:
    number = send(clerk, sample_files.letter()).json["id"]
    assert "Máy đang đọc tệp này" in clerk.get("intake.check", item_id=number).headline
    form = {
        "subject": "A", "body": "B", "level": "OTHER", "kind": "", "received_on": in_days(0),
        "urgency": "NORMAL", "status": "IN_FORCE", "audience": "all", "revision": "0",
    }  # fmt: skip
    answer = clerk.post("intake.decide", data=form, item_id=number)
    assert answer.status_code == 400
    assert "Máy chưa đọc xong tệp này" in answer.get_data(as_text=True)
    assert directives() == []
