"""People hear of what their saved searches newly find: once, and only of what they may see."""

import pytest
from flask import Flask

from intranet.core.clock import now, today
from intranet.core.database import db
from intranet.core.task_queue import tasks
from intranet.directives.actions import readdress
from intranet.directives.audience.rule import Audience
from intranet.people.models import StaffMember
from intranet.people.notifications.models import Notice
from intranet.people.notifications.notice_text import said
from intranet.search.index import indexing
from intranet.search.saved import alerts
from intranet.search.saved.alerts import ask_saved
from intranet.search.saved.models import Alert, SavedHit, SavedSearch
from tests.making import Make
from tests.search.saved_searches import WORDS, arrives, ask, keep
from tests.site import Site


@pytest.fixture
def reader(site: Site, make: Make) -> StaffMember:
    """A reader who keeps one search that has been asked before."""
    staff = make.staff(email="nguoi.doc@langson.gov.vn")
    make.directive(pages=(f"Cũ: {WORDS}",))
    indexing.catch_up()
    keep(site.sign_in(staff))
    ask()
    return staff


def told(staff: StaffMember) -> list[str]:
    """The sentences behind the bell of a person, oldest first."""
    found = db.session.query(Notice).filter_by(staff_id=staff.id, kind=alerts.KIND)
    sentences = [said(one) for one in found.order_by(Notice.id)]
    db.session.rollback()
    return sentences


def test_a_new_paper_is_told_once(make: Make, reader: StaffMember) -> None:
    assert told(reader) == []  # what lay there when the search was kept is not new
    arrives(make)
    assert ask() == 1
    assert told(reader) == [f"Có văn bản mới khớp câu tìm đã lưu “{WORDS}”."]
    assert ask() == 0  # nothing has changed: nothing is asked
    arrives(make, "Một chuyện khác")
    ask()
    assert len(told(reader)) == 1


def test_several_new_papers_are_one_notice(make: Make, reader: StaffMember) -> None:
    for _ in range(3):
        arrives(make)
    ask()
    assert told(reader) == [f"Có 3 văn bản mới khớp câu tìm đã lưu “{WORDS}”."]


def test_the_notice_leads_to_the_results(site: Site, make: Make, reader: StaffMember) -> None:
    arrives(make)
    ask()
    notice = db.session.query(Notice).filter_by(kind=alerts.KIND).one()
    first = site.fetch("people.notice_open", number=notice.id)
    then = site.client.get(first.location)
    assert then.location == site.url("search.index", q=WORDS)


def test_nobody_is_told_of_what_is_for_others(make: Make, reader: StaffMember) -> None:
    arrives(make, audience=[make.department()])
    ask()
    assert told(reader) == []
    assert db.session.query(SavedHit).count() == 1


def test_who_is_added_to_the_addressees_is_told_then(make: Make, reader: StaffMember) -> None:
    paper = arrives(make, audience=[make.department()])
    ask()
    readdress(
        db.session, make.clerk(), paper, Audience(departments=frozenset({reader.department_id}))
    )
    db.session.commit()
    indexing.catch_up()
    ask()
    assert len(told(reader)) == 1


def test_a_scan_whose_text_comes_late_is_told_when_it_can_be_found(
    make: Make, reader: StaffMember
) -> None:
    paper = arrives(make, "")
    ask()
    assert told(reader) == []
    paper.latest.file.pages[0].text = f"Nhận dạng xong: {WORDS}"
    paper.changed_at = now()
    db.session.commit()
    indexing.catch_up()
    ask()
    assert len(told(reader)) == 1


def test_a_corrected_paper_is_not_told_again(make: Make, reader: StaffMember) -> None:
    paper = arrives(make)
    ask()
    paper.subject, paper.changed_at = "Trích yếu đã sửa", now()
    db.session.commit()
    indexing.catch_up()
    ask()
    assert len(told(reader)) == 1


def test_a_worker_that_dies_before_the_end_has_told_nothing_and_the_next_tells_once(
    make: Make, reader: StaffMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrives(make)

    def dies(*_args: object, **_more: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(alerts, "_tell", dies)
        with pytest.raises(KeyboardInterrupt):
            ask()
    assert told(reader) == []
    ask()
    ask()
    assert len(told(reader)) == 1


def test_two_workers_tell_once(make: Make, reader: StaffMember) -> None:
    arrives(make)
    number = db.session.query(SavedSearch).one().id
    db.session.rollback()
    with db.session.no_autoflush:
        hits = alerts._hits(db.session, db.session.get(SavedSearch, number), now())
        db.session.rollback()
    for _ in range(2):  # both heard the same, before either told
        with alerts.writing() as session:
            alerts._keep(session, number, "one", hits, now())
    assert len(told(reader)) == 1


def test_how_a_person_wants_to_be_told(site: Site, make: Make, reader: StaffMember) -> None:
    search = db.session.query(SavedSearch).one()
    number = search.id
    for alert, mailed in ((Alert.MAIL, False), (Alert.BELL, True)):
        site.post("search.saved_change", {"bao": alert.value}, number=number)
        arrives(make)
        ask()
        notice = db.session.query(Notice).order_by(Notice.id.desc()).first()
        assert (notice.mailed_at is not None) is mailed
    site.post("search.saved_change", {"bao": "none"}, number=number)
    arrives(make)
    ask()
    assert len(told(reader)) == 2
    assert "3 mới" in site.get("search.saved").text


def test_who_left_is_not_asked_for(make: Make, reader: StaffMember) -> None:
    make.left(reader, today())
    arrives(make)
    assert ask() == 0


def test_hits_with_only_some_of_the_words_are_not_told(
    site: Site, make: Make, reader: StaffMember
) -> None:
    keep(site, '"kế hoạch truyền thông"')
    ask()
    arrives(make, "Kế hoạch khác; truyền thông khác")
    ask()
    assert told(reader) == []
    arrives(make, "Theo kế hoạch truyền thông")
    ask()
    assert len(told(reader)) == 1


def test_the_worker_does_it_every_minute(app: Flask, make: Make, reader: StaffMember) -> None:
    arrives(make)
    db.session.rollback()
    tasks().enqueue(ask_saved)
    tasks().drain()
    assert len(told(reader)) == 1
