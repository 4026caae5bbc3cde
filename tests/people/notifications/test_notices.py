"""What people are told: once, only they, in their language, and gone when the paper is hidden."""

from datetime import UTC, date, datetime
from threading import Thread

import pytest
from flask import Flask
from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from sqlalchemy import event, select

from intranet.core.database import db
from intranet.core.errors import NotFound
from intranet.people.models import StaffMember
from intranet.people.notifications import notices
from intranet.people.notifications.models import Notice
from intranet.people.notifications.notice_text import register_kind, said
from intranet.people.notifications.notices import forget_directives
from tests.making import Make
from tests.reading.making import given
from tests.site import Page, Site


def tell(*people: StaffMember, key: str = "tin:1", **more: object) -> list[int]:
    """Tell these people something and commit."""
    about = {"words": "Văn phòng nhắc đọc %(symbol)s", "gaps": {"symbol": "1/KH"}, **more}
    told = notices.notify(db.session, [one.id for one in people], key=key, **about)
    db.session.commit()
    return told


def of(staff: StaffMember) -> list[Notice]:
    """Everything this person was told, newest first."""
    return list(notices.newest(db.session, staff.id, 1000))


def test_telling_twice_under_one_key_is_told_once(make: Make) -> None:
    first, second = make.staff(), make.staff()
    assert tell(first) == [first.id]
    assert tell(first, second) == [second.id]
    assert len(of(first)) == len(of(second)) == 1


def test_two_workers_who_tell_the_same_at_once_tell_it_once(app: Flask, make: Make) -> None:
    people = [make.staff().id for _n in range(5)]
    db.session.rollback()

    def run() -> None:
        with app.app_context():
            notices.notify(db.session, people, key="một lần", words="Tin")
            db.session.commit()

    threads = [Thread(target=run) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(db.session.scalars(select(Notice.staff_id))) == people


def test_whoever_left_is_told_nothing(make: Make) -> None:
    assert tell(make.staff(left_on=date(2026, 1, 31))) == []


def test_a_thousand_people_are_told_in_a_few_statements(app: Flask, make: Make) -> None:
    unit = make.department()
    people = [
        StaffMember(username=f"dong{n}", full_name=f"Người {n}", department=unit)
        for n in range(1200)
    ]
    make.serving(*people)
    numbers, seen = [one.id for one in people], []
    db.session.rollback()
    event.listen(db.engine, "before_cursor_execute", lambda *about: seen.append(about[2]))
    assert len(notices.notify(db.session, numbers, key="k", words="Tin")) == 1200
    assert len(seen) < 20


def test_a_notice_is_said_in_the_language_of_whoever_looks(make: Make) -> None:
    reader = make.staff()
    sentence = _l("Còn %(n)s văn bản cần đọc, %(m)s quá hạn hoặc sắp đến hạn.")
    tell(reader, words=sentence, gaps={"n": 3, "m": 1})
    (notice,) = of(reader)
    assert said(notice) == "Còn 3 văn bản cần đọc, 1 quá hạn hoặc sắp đến hạn."
    with force_locale("en"):
        assert said(notice) == "3 directives to read, 1 overdue or due soon."


def test_a_day_in_a_notice_is_the_day_in_the_office(make: Make) -> None:
    reader = make.staff()
    late = datetime(2026, 11, 23, 20, 30, tzinfo=UTC)
    tell(reader, words="Hạn %(a)s, nhắc %(b)s", gaps={"a": date(2026, 12, 1), "b": late})
    assert said(of(reader)[0]) == "Hạn 01/12/2026, nhắc 24/11/2026"


def test_a_sentence_that_wants_more_than_was_kept_still_shows(make: Make) -> None:
    reader = make.staff()
    tell(reader, words="Đọc %(symbol)s trước %(day)s", gaps={"symbol": "5/QĐ"})
    assert said(of(reader)[0]) == "Đọc 5/QĐ trước …"


def test_opening_a_notice_marks_it_as_read_and_leads_on(site: Site, make: Make) -> None:
    reader = make.staff()
    directive = make.directive()
    tell(reader, endpoint="directives.show", values={"directive_id": directive.id})
    number = of(reader)[0].id
    answer = site.sign_in(reader).fetch("people.notice_open", number=number)
    assert answer.headers["Location"] == site.url("directives.show", directive_id=directive.id)
    assert db.session.scalar(notices.unread_query(reader.id)) == 0
    first = of(reader)[0].read_at
    site.fetch("people.notice_open", number=number)
    assert of(reader)[0].read_at == first


def test_a_notice_whose_page_is_gone_leads_to_the_list(site: Site, make: Make) -> None:
    reader = make.staff()
    tell(reader, endpoint="reading.no_such_page", values={"number": 1})
    answer = site.sign_in(reader).fetch("people.notice_open", number=of(reader)[0].id)
    assert answer.headers["Location"] == site.url("people.notices")


def test_nobody_opens_what_was_told_to_another(site: Site, make: Make) -> None:
    owner, other = make.staff(), make.staff()
    tell(owner)
    number = of(owner)[0].id
    assert site.sign_in(other).fetch("people.notice_open", number=number).status_code == 404
    assert db.session.scalar(notices.unread_query(owner.id)) == 1
    with pytest.raises(NotFound):
        notices.read(db.session, other, number)
    assert "1/KH" not in site.get("people.notices").text


def test_the_bell_counts_what_is_unread_on_every_page(site: Site, make: Make) -> None:
    for person in (make.staff(), make.admin()):
        tell(person, key="a")
        tell(person, key="b", urgent=True)
        page = site.sign_in(person).get("people.account")
        assert "2 thông báo chưa đọc" in page.html
        listed = Page(site.fetch("people.notices_newest"))
        assert "2 chưa đọc" in listed.text
        assert "Khẩn" in listed.text


def test_the_menu_under_the_bell_begins_with_what_is_due(site: Site, make: Make) -> None:
    reader = make.staff()
    given(make, deadline=date(2026, 1, 5))
    words = "1 văn bản quá hạn hoặc sắp đến hạn"
    site.sign_in(reader)
    assert words in Page(site.fetch("people.notices_newest")).text
    page = site.get("people.notices")
    assert words in page.text
    assert page.headline == "Chưa có thông báo nào"


def test_the_list_says_in_words_which_notices_are_new(site: Site, make: Make) -> None:
    reader = make.staff()
    register_kind("reading", "Việc đọc", "journal-check")
    tell(reader, key="a", kind="reading")
    tell(reader, key="b")
    notices.read(db.session, reader, of(reader)[0].id)
    db.session.commit()
    page = site.sign_in(reader).get("people.notices")
    assert page.headline == "1 thông báo chưa đọc"
    assert page.text.count("Chưa đọc") == 1
    assert "Việc đọc" in page.text


def test_all_are_read_at_once_but_what_came_in_since_stays_new(site: Site, make: Make) -> None:
    reader = make.staff()
    tell(reader, key="a")
    tell(reader, key="b")
    until = site.sign_in(reader).get("people.notices").field("until")
    tell(reader, key="c")
    site.post("people.notices_read_all", {"until": until})
    assert [bool(one.read_at) for one in of(reader)] == [False, True, True]
    assert site.post("people.notices_read_all", {"until": "hết"}).status_code == 302


def test_many_notices_lie_on_pages_and_a_wrong_number_is_no_error(site: Site, make: Make) -> None:
    reader = make.staff()
    for n in range(65):
        tell(reader, key=f"tin:{n}", gaps={"symbol": f"{n}/KH"})
    site.sign_in(reader)
    assert "64/KH" in site.get("people.notices").text
    for number in (3, 99, "9" * 30, "x", -1):
        assert site.get("people.notices", page=number).status == 200
    assert "0/KH" in site.get("people.notices", page=99).text


def test_a_hidden_paper_leaves_the_bell(app: Flask, make: Make) -> None:
    reader, hidden, other = make.staff(), make.directive(), make.directive()
    tell(reader, key="a", values={"directive_id": hidden.id})
    tell(reader, key="b", values={"directive_id": other.id})
    forget_directives(db.session, [hidden.id])
    db.session.commit()
    assert [one.key for one in of(reader)] == ["b"]
