"""What the administrator sees of the mail, and what everybody is told about it."""

import pytest
from flask import Flask
from sqlalchemy import select

from intranet.core.audit import AuditEntry
from intranet.core.database import db
from intranet.core.task_queue import tasks
from tests.making import Make
from tests.people.notifications.mail_case import letters, person, tell
from tests.people.notifications.post_office import PostOffice
from tests.site import Site


def test_without_a_mail_server_the_pages_say_so(site: Site, make: Make) -> None:
    assert "chưa gửi thư" in site.sign_in(make.staff()).get("people.account").text
    admin = make.admin(email="quantri@example.vn")
    page = site.sign_in(admin).get("web.system")
    assert "Cổng chưa gửi thư: máy chủ thư chưa được khai" in page.text
    site.post("people.mail_trial")
    assert letters() == []


@pytest.mark.usefixtures("office")
def test_whoever_has_no_address_is_told(site: Site, make: Make) -> None:
    assert "chưa có thư điện tử" in site.sign_in(make.staff()).get("people.account").text
    reader = person(make)
    assert f"Thư gửi tới {reader.email}" in site.sign_in(reader).get("people.account").text
    site.sign_in(make.admin()).post("people.mail_trial")
    assert letters() == []


def test_the_administrator_tries_the_mail_server(
    site: Site, make: Make, office: PostOffice
) -> None:
    site.sign_in(make.admin(email="quantri@example.vn")).post("people.mail_trial")
    tasks().drain()
    assert office.subjects == ["Thư thử từ cổng của cơ quan"]
    assert "mail.tried" in db.session.scalars(select(AuditEntry.act)).all()
    assert "1 thư" in site.get("web.system").text


def test_the_administrator_sees_why_letters_wait_and_fail(
    site: Site, make: Make, office: PostOffice
) -> None:
    wrong, later = person(make), person(make)
    office.recipients |= {wrong.email: "550 no such mailbox", later.email: "451 come again"}
    tell(wrong, later)
    tasks().drain()
    page = site.sign_in(make.admin()).get("web.system")
    for words in ("1 thư bị từ chối", "550 no such mailbox", "451 come again", "1 thư, cũ nhất"):
        assert words in page.text


def test_a_dead_server_is_told_with_its_reason(site: Site, make: Make, office: PostOffice) -> None:
    office.greeting = "554 go away"
    tell(person(make))
    tasks().drain()
    page = site.sign_in(make.admin()).get("web.system")
    assert "chưa gửi được" in page.text
    assert "554 go away" in page.text


def test_a_refused_letter_goes_again_to_the_address_of_today(
    app: Flask, site: Site, make: Make, office: PostOffice
) -> None:
    reader = person(make)
    office.recipients[reader.email] = "550 no such mailbox"
    tell(reader)
    tasks().drain()
    reader.email = "dung@example.vn"
    db.session.commit()
    number = letters()[0].id
    site.sign_in(make.admin())
    for _time in range(2):
        site.post("people.mail_again", number=number)
        tasks().drain()
    assert [mail["To"].addresses[0].addr_spec for mail in office.mails] == ["dung@example.vn"]
    assert site.post("people.mail_again", number=999).status_code == 404
