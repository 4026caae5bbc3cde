"""The home page of each role says first what is wrong or waits there, and lets it be done."""

from datetime import timedelta

from intranet.core.clock import now, today
from intranet.core.database import db
from intranet.intake.models import Arrival, Channel, Fate
from intranet.people.notifications.models import Notice
from tests.intake.waiting_items import waiting_item
from tests.making import Make
from tests.reading.making import confirm, given, given_days_ago
from tests.site import Site


def told(staff) -> int:
    db.session.rollback()
    return db.session.query(Notice).filter_by(staff_id=staff.id, kind="reminder").count()


def test_a_leader_sees_what_is_overdue_where_and_who_and_reminds_at_once(
    site: Site, make: Make
) -> None:
    first, second = make.department("Phòng Nghiệp vụ 1"), make.department("Phòng Nghiệp vụ 2")
    slow = make.staff(department=first, full_name="Bế Văn Chậm")
    other = make.staff(department=second, full_name="Nông Thị Trễ")
    done = make.staff(department=second, full_name="Vi Văn Xong")
    leader = make.leader()
    for people in ([slow, other, done], [slow]):
        directive = given_days_ago(make, 20, lasting=5, audience=people, symbol="88/KH-UBND")
        if done in people:
            confirm(done, directive)
    given(make)  # not due yet, so nobody is late with it
    page = site.sign_in(leader).get("web.home")
    assert page.headline == "2 văn bản quá hạn ở 2 đơn vị"
    assert "3 lượt đọc đã quá hạn" in page.text
    assert {"Bế Văn Chậm", "Nông Thị Trễ"} <= {link.text for link in page.all("a")}
    assert "Vi Văn Xong" not in page.text
    form = {"nguoi": [slow.id], "ve": "/#ai"}
    answer = site.post("reading.remind_people", data=form)
    assert answer.location == "/#ai"
    assert (told(slow), told(other)) == (1, 0)


def test_a_unit_head_sees_the_own_unit_alone(site: Site, make: Make) -> None:
    mine = make.department()
    head = make.unit_head(department=mine)
    slow = make.staff(department=mine, full_name="Bế Văn Chậm")
    stranger = make.staff(full_name="Nông Thị Trễ")
    for person in (slow, stranger):
        given_days_ago(make, 20, lasting=5, audience=[person])
    page = site.sign_in(head).get("web.home")
    assert page.headline == "1 văn bản quá hạn trong đơn vị"
    assert "Bế Văn Chậm" in page.text
    assert "Nông Thị Trễ" not in page.text
    assert "chia sẻ kịp thời" not in page.text  # that is a number of the whole agency


def test_where_nothing_is_overdue_a_leader_is_told_so(site: Site, make: Make) -> None:
    given(make)
    page = site.sign_in(make.leader()).get("web.home")
    assert page.headline == "Không có văn bản nào quá hạn"


def test_the_clerk_sees_what_waits_what_may_come_too_late_and_what_was_refused(
    site: Site, make: Make
) -> None:
    clerk = make.clerk()
    old, _new = waiting_item(make, clerk), waiting_item(make, clerk)
    old.uploaded_at = now() - timedelta(days=30)
    refused = {"channel": Channel.MAIL, "at": now(), "by_id": clerk.id, "fate": Fate.REFUSED}
    db.session.add(Arrival(**refused, name="hong.pdf", reason="Tệp hỏng, không mở được."))
    db.session.commit()
    page = site.sign_in(clerk).get("web.home")
    assert page.headline == "2 văn bản chờ kiểm tra, 1 có thể chia sẻ chậm"
    assert "Tệp hỏng, không mở được." in page.text
    assert page.text.index("Đã chậm") < page.text.index("Còn ")  # what presses most stands first


def test_a_reader_finds_the_own_reading_and_saved_searches(site: Site, make: Make) -> None:
    reader = make.staff()
    given_days_ago(make, 20, lasting=5, audience=[reader])
    site.sign_in(reader).post("search.save", {"dia_chi": "/tim-kiem?q=chuyển đổi số", "ten": ""})
    page = site.get("web.home")
    assert page.headline == "Còn 1 văn bản cần đọc, 1 đã quá hạn"
    assert "chuyển đổi số" in page.text


def test_the_numbers_of_the_plan_are_the_same_on_all_pages(site: Site, make: Make) -> None:
    leader = make.leader()
    slow, done = make.staff(), make.staff()
    confirm(done, given_days_ago(make, 20, lasting=5, audience=[slow, done]))
    site.sign_in(leader)
    year = today().year
    period = {"since": f"01/01/{year}", "until": f"31/12/{year}", "period": "tu-chon"}
    answer = site.post("programme.make", {**period, "year": str(year)})
    report = answer.location
    spoken = [
        numbers_on(site.get("web.home")),
        numbers_on(site.get("reading.coverage")),
        numbers_on(site.get("programme.show", number=int(report.rsplit("/", 1)[1]))),
    ]
    assert spoken[0] == spoken[1] == spoken[2]
    assert "công chức, người lao động đã được phổ biến" in spoken[0]


def numbers_on(page) -> dict[str, str]:
    """The plan's numbers of a page: title → number, without those that depend on the period."""
    boxes = [one for one in page.all("div") if one.get("class") == "bignum"]
    words = [["".join(part.itertext()) for part in box] for box in boxes]
    return {title: number for number, title, *_rest in words if "kịp thời" not in title}
