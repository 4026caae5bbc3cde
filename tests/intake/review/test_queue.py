"""The queue: what is sure is published at once, what was published by mistake comes back."""

import pytest

from intranet.core.clock import today
from intranet.core.database import db
from intranet.directives.models import Directive
from intranet.intake.models import IntakeItem, ItemState
from intranet.programme.incoming_register.models import ArrivalNumber
from intranet.reading.models import Assignment
from tests.intake.desk import decide, directives, in_days, item
from tests.intake.waiting_items import sure_item
from tests.making import Make
from tests.site import Site


@pytest.fixture
def clerk(site: Site, make: Make):
    """A clerk at the desk, and a reader in another unit."""
    made = make.clerk(full_name="Lý Thu Hằng")
    make.staff(full_name="Nông Văn Đọc")
    site.sign_in(made)
    return made


def test_the_queue_says_what_each_document_is_and_what_is_unsure(site, make, clerk):
    sure_item(make, clerk, "1/KH-UBND")
    sure_item(make, clerk, "2/KH-UBND", signer="")
    make.directive(symbol="3/KH-UBND")
    sure_item(make, clerk, "3/KH-UBND")
    page = site.get("intake.queue")
    assert page.headline == "3 văn bản chờ kiểm tra"
    assert "1 đủ chắc để phát hành loạt" in page.text
    assert "1/KH-UBND Kế hoạch Nội dung của 1/KH-UBND" in page.text
    assert "Cần xem 1 chỗ Người ký" in page.text
    assert "trùng số, ký hiệu với văn bản trong kho" in page.text


def bulk(site: Site, *items: IntakeItem, **more: object):
    fields = {
        "id": [str(one.id) for one in items], "audience": "all", "assign": "y",
        "must_confirm": "y", "deadline": in_days(9), "following": "follows", "remind": "y", **more,
    }  # fmt: skip
    return site.post("intake.bulk_publish", data=fields)


def test_the_sure_are_published_at_once_and_the_rest_stays(site, make, clerk):
    items = [sure_item(make, clerk, f"{n}/KH-UBND") for n in (1, 2)]
    unsure = sure_item(make, clerk, "5/KH-UBND", subject="")
    page = site.get("intake.bulk", id=[one.id for one in (*items, unsure)])
    assert page.headline == "Phát hành 2 văn bản cùng lúc"
    assert "5/KH-UBND Trích yếu" in page.text
    assert bulk(site, *items, unsure).status_code == 302
    assert [one.symbol for one in directives()] == ["1/KH-UBND", "2/KH-UBND"]
    deadlines = {one.deadline for one in db.session.query(Assignment)}
    assert [f"{day:%d/%m/%Y}" for day in deadlines] == [in_days(9)]
    queue = site.get("intake.queue")
    assert queue.headline == "1 văn bản chờ kiểm tra"
    assert "Đã phát hành 2 văn bản cho 2 người." in queue.text
    assert "Vừa phát hành, còn hoàn tác được" in queue.text
    assert bulk(site, *items).status_code == 400, "what was published is not published again"
    assert len(directives()) == 2


def test_nothing_is_published_for_nobody_or_too_late(site, make, clerk):
    one = sure_item(make, clerk, "1/KH-UBND")
    answer = bulk(site, one, audience="chosen")
    assert answer.status_code == 400
    assert "Chưa chọn người nhận" in answer.get_data(as_text=True)
    bulk(site, one, deadline=in_days(-1))
    assert "Hạn đọc trước ngày phát hành" in site.get("intake.queue").text
    assert directives() == []


@pytest.mark.parametrize("at_once", [True, False])
def test_an_undone_publication_is_on_the_desk_as_it_was(site, make, clerk, at_once):
    one = sure_item(make, clerk, "1/KH-UBND")
    if at_once:
        bulk(site, one)
    else:
        decide(site, one.id, deadline=in_days(9), subject="Đã sửa tay")
        assert "Hoàn tác" in site.get("intake.queue").text
    (directive,) = directives()
    version = directive.latest.id
    reader = db.session.query(ArrivalNumber)
    site.get("programme.register")
    number = reader.one().number
    assert site.post("intake.undo", version_id=version).status_code == 302
    assert item(one.id).state is ItemState.OPEN
    site.get("directives.show", directive_id=directive.id, status=404)
    assert "1/KH-UBND" not in site.get("directives.register").text
    page = site.get("intake.check", item_id=one.id)
    assert page.field("deadline") == in_days(9)
    assert page.field("subject") == ("Nội dung của 1/KH-UBND" if at_once else "Đã sửa tay")
    # Published again it is another directive with the number of arrival that was on the paper.
    decide(site, one.id)
    again = db.session.query(Directive).filter_by(undone_at=None).one()
    assert again.id != directive.id
    site.get("programme.register")
    assert (reader.one().directive_id, reader.one().number) == (again.id, number)
    assert site.post("intake.undo", version_id=version).status_code == 404


def test_what_was_read_is_not_undone_and_says_what_helps(site, make, clerk):
    one = sure_item(make, clerk, "1/KH-UBND")
    decide(site, one.id, deadline=in_days(9))
    (directive,) = directives()
    directive.latest.published_at = directive.published_at.replace(year=today().year - 1)
    db.session.commit()
    version = directive.latest.id
    answer = site.post("intake.undo", version_id=version)
    assert answer.location == site.url("directives.show", directive_id=directive.id)
    page = site.get("directives.show", directive_id=directive.id)
    assert "Không hoàn tác được nữa" in page.text
    assert "Thu hồi" in page.text
