"""The daily letter: at its hour, with everything new, never empty, never twice."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from intranet.core.clock import HOME
from intranet.core.database import db
from intranet.people.models import StaffMember
from intranet.people.notifications import notices
from intranet.people.notifications.digest import write_digests_at
from intranet.people.notifications.models import MailWish, Notice, NoticeChoice
from intranet.people.notifications.notice_text import register_kind
from intranet.people.notifications.notices import forget_directives
from tests.making import Make
from tests.people.notifications import mail_case
from tests.people.notifications.mail_case import PORTAL, letters, person

pytestmark = pytest.mark.usefixtures("office")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 in Vietnam."""
    return datetime(2026, 11, day, hour, minute, tzinfo=HOME)


def tell(reader: StaffMember, moment: datetime, key: str = "k", **more: object) -> None:
    """Tell somebody something at a moment."""
    about = {"gaps": {"symbol": key}, "words": "Văn bản mới %(symbol)s", "urgent": False}
    mail_case.tell(reader, key=key, **{**about, **more})
    db.session.execute(update(Notice).where(Notice.key == key).values(at=moment))
    db.session.commit()


def test_everything_new_is_in_one_letter_by_kind(app: Flask, make: Make) -> None:
    register_kind("search", "Tìm kiếm đã lưu")
    register_kind("reading", "Việc đọc")
    reader = person(make, mail=MailWish.DIGEST)
    tell(reader, at(23, 6), "1/KH", kind="search")
    tell(reader, at(23, 5), "2/KH", kind="reading")
    tell(reader, at(23, 5), "3/KH", kind="search")
    tell(reader, at(23, 6), "4/KH", kind="reading", urgent=True)
    write_digests_at(at(23, 7))
    (letter,) = letters()
    assert letter.subject == "4 tin mới trên cổng của cơ quan"
    symbols = sorted(("1/KH", "2/KH", "3/KH", "4/KH"), key=letter.text.index)
    assert symbols == ["4/KH", "2/KH", "1/KH", "3/KH"]
    for title in ("Khẩn: Việc đọc (1)", "\nViệc đọc (1)", "Tìm kiếm đã lưu (2)"):
        assert title in letter.text
    assert letter.text.count(f"{PORTAL}/thong-bao/") == 4
    assert letter.not_before == at(23, 7)


def test_one_thing_alone_is_its_own_subject(make: Make) -> None:
    tell(person(make), at(23, 6), "1/KH")
    write_digests_at(at(23, 7))
    assert letters()[0].subject == "Văn bản mới 1/KH"


def test_there_is_no_letter_before_the_hour_and_one_a_day(make: Make) -> None:
    reader = person(make, hour=9)
    tell(reader, at(23, 6), "a")
    write_digests_at(at(23, 8, 59))
    assert letters() == []
    for minute in (0, 1, 2):
        write_digests_at(at(23, 9, minute))
    tell(reader, at(23, 9, 30), "b")
    write_digests_at(at(23, 15))
    assert len(letters()) == 1
    write_digests_at(at(24, 9))
    assert [one.key.rpartition(":")[2] for one in letters()] == ["2026-11-23", "2026-11-24"]
    assert "Văn bản mới b" in letters()[1].text


def test_there_is_no_letter_without_news(make: Make) -> None:
    reader = person(make)
    write_digests_at(at(23, 7))
    tell(reader, at(23, 7, 1))
    notices.read(db.session, reader, notices.newest(db.session, reader.id)[0].id)
    db.session.commit()
    write_digests_at(at(24, 7))
    assert letters() == []


def test_a_worker_that_comes_late_tells_what_was_there_at_the_hour(make: Make) -> None:
    reader = person(make)
    tell(reader, at(23, 6), "sớm")
    tell(reader, at(23, 10), "muộn")
    write_digests_at(at(23, 11))
    assert "sớm" in letters()[0].text
    assert "muộn" not in letters()[0].text


def test_the_letter_of_a_late_worker_waits_for_the_end_of_quiet(make: Make) -> None:
    reader = person(make)
    db.session.execute(update(NoticeChoice).values(quiet_from=20, quiet_to=6))
    tell(reader, at(23, 6))
    write_digests_at(at(23, 22))
    assert letters()[0].not_before == at(24, 6)


def test_a_clock_that_jumps_back_writes_no_second_letter(make: Make) -> None:
    reader = person(make)
    tell(reader, at(23, 6), "a")
    write_digests_at(at(23, 7))
    write_digests_at(at(22, 8))
    write_digests_at(at(23, 7))
    tell(reader, at(23, 6), "b")
    write_digests_at(at(23, 7))
    assert len(letters()) == 1
    write_digests_at(at(24, 7))
    assert len(letters()) == 2


def test_nobody_gets_a_daily_letter_who_wants_none_or_left_or_has_no_address(make: Make) -> None:
    tell(person(make, mail=MailWish.OFF), at(23, 6), "a")
    tell(make.staff(), at(23, 6), "b")
    gone = person(make)
    tell(gone, at(23, 6), "c")
    make.left(gone, at(23, 6).date())
    tell(person(make), at(23, 6) - timedelta(days=30), "d")
    write_digests_at(at(23, 7))
    assert letters() == []


def test_whoever_never_chose_gets_the_letter_at_seven(make: Make) -> None:
    reader = make.staff(email="a@example.vn", locale="en")
    tell(reader, at(23, 6))
    write_digests_at(at(23, 6, 59))
    assert letters() == []
    write_digests_at(at(23, 7))
    assert len(letters()) == 1


def test_many_people_get_their_letters_in_some_transactions(make: Make) -> None:
    unit = make.department()
    people = [
        StaffMember(username=f"dong{n}", full_name="Người", department=unit, email=f"d{n}@a.vn")
        for n in range(230)
    ]
    make.serving(*people)
    notices.notify(db.session, [one.id for one in people], key="k", words="Tin")
    db.session.execute(update(Notice).values(at=at(23, 6)))
    db.session.commit()
    write_digests_at(at(23, 7))
    assert len(letters()) == 230
    assert db.session.scalars(select(Notice.id).where(Notice.letter_id.is_(None))).all() == []


def test_what_stood_beside_a_hidden_paper_is_told_the_next_day(make: Make) -> None:
    reader, directive = person(make), make.directive()
    tell(reader, at(23, 6), "mật", values={"directive_id": directive.id})
    tell(reader, at(23, 6), "khác")
    write_digests_at(at(23, 7))
    forget_directives(db.session, [directive.id])
    db.session.commit()
    assert letters() == []
    write_digests_at(at(24, 7))
    assert "khác" in letters()[0].text
    assert "mật" not in letters()[0].text
