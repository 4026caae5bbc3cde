"""Reports count people, show the last months and draw them; older reports stay as they were."""

import io
import json
from dataclasses import replace
from zipfile import ZipFile

from intranet.core.database import db
from intranet.people.models import StaffMember
from intranet.programme.reports import appendices, report_text
from intranet.programme.reports.figures import canonical, from_text
from tests.making import Make
from tests.programme.making import asked, confirmed, report, texts
from tests.site import Site

NEW = ("people", "informed", "months")


def test_a_report_says_how_many_people_have_read_all_that_was_due(
    site: Site, make: Make, leader: StaffMember, people: list[StaffMember]
) -> None:
    directive = asked(make, 20, audience=people)
    for person in people[:3]:
        confirmed(directive, person, 18)
    snapshot = report(leader)
    figures = from_text(snapshot.figures)
    assert figures.people is not None
    page = site.sign_in(leader).get("programme.show", number=snapshot.id)
    assert "công chức, người lao động đã được phổ biến" in page.headline
    links = {"".join(link.itertext()).strip(): link.get("href") for link in page.all("a")}
    way = links["Xem 1 người chưa đọc xong"]
    assert people[3].full_name in site.client.get(way).get_data(as_text=True)
    book = texts(report_text.workbook(snapshot, figures))
    assert {"Công chức, người lao động đã được phổ biến", "Lượt đọc đã hoàn thành"} <= book


def test_the_months_are_frozen_and_drawn_in_word_and_in_the_workbook(
    make: Make, leader: StaffMember, people: list[StaffMember]
) -> None:
    directive = asked(make, 70, audience=people)
    confirmed(directive, people[0], 60)
    snapshot = report(leader)
    figures = from_text(snapshot.figures)
    assert len(figures.months) >= 2
    assert (figures.months[-1].people, figures.months[-1].informed) == (
        figures.people, figures.informed,
    )  # fmt: skip
    later = [confirmed(directive, person, 0) for person in people[1:]]
    assert later
    assert from_text(snapshot.figures).months == figures.months
    with ZipFile(io.BytesIO(report_text.word(snapshot, figures))) as word:
        drawn = [word.read(name) for name in word.namelist() if name.startswith("word/charts/")]
    assert "Kết quả qua các tháng".encode() in drawn[0]
    assert people[0].department.name.encode() in drawn[1]
    with ZipFile(io.BytesIO(report_text.workbook(snapshot, figures))) as book:
        assert sum(name.startswith("xl/charts/") for name in book.namelist()) == 2


def test_a_report_made_before_people_were_counted_stays_as_it_was(
    site: Site, make: Make, leader: StaffMember, people: list[StaffMember]
) -> None:
    asked(make, 20, audience=people)
    snapshot = report(leader)
    old = {name: one for name, one in json.loads(snapshot.figures).items() if name not in NEW}
    for unit in old["units"]:
        del unit["people"], unit["informed"]
    figures = from_text(json.dumps(old))
    tables = {table.name: table for table in appendices.appendices(figures, snapshot)}
    assert list(tables) == [
        "Phụ lục I", "Phụ lục II", "Phụ lục III", "Phụ lục IV", "Thuyết minh số liệu",
    ]  # fmt: skip
    assert [row[1] for row in tables["Phụ lục I"].rows] == [
        "Công chức, người lao động được quán triệt văn bản được giao",
        "Văn bản chỉ đạo được chia sẻ kịp thời trong hệ thống thông tin của cơ quan",
    ]
    assert len(tables["Phụ lục III"].columns) == 7
    assert len(tables["Thuyết minh số liệu"].rows) == 12
    document = report_text.report(snapshot, figures)
    assert not [part.text for part in document.parts if "đã được phổ biến" in part.text]
    assert canonical(replace(figures, people=1)) != canonical(figures)


def test_a_report_can_be_read_as_it_will_be_printed(
    site: Site, make: Make, leader: StaffMember, people: list[StaffMember]
) -> None:
    directive = asked(make, 20, audience=people)
    snapshot = report(leader)
    db.session.rollback()
    page = site.sign_in(leader).get("programme.preview", number=snapshot.id)
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Nơi nhận", directive.symbol, "Phụ lục VI"):
        assert words in page.text
    site.sign_in(people[0]).get("programme.preview", number=snapshot.id, status=403)
