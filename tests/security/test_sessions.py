"""A session lives on the server: whoever ends it ends it everywhere, kept cookies included."""

from datetime import timedelta

import pytest
from sqlalchemy import event, func, select, update
from sqlalchemy.engine import Engine

from intranet.core.audit import AuditEntry
from intranet.core.clock import now
from intranet.core.database import db
from intranet.people.accounts.models import StaffSession
from intranet.people.accounts.passwords import verify
from intranet.people.models import StaffMember
from tests.making import Make
from tests.site import PASSWORD, Page, Site

NEW = {"current": PASSWORD, "new": "Hoa-Dao-2027", "again": "Hoa-Dao-2027"}
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def thief(site: Site) -> Site:
    """Somebody who holds a copy of this browser's cookie."""
    copied = Site(site.app)
    cookie = site.client.get_cookie("portal")
    assert cookie is not None
    copied.client.set_cookie("portal", cookie.value)
    return copied


def is_in(site: Site) -> bool:
    return site.fetch("people.account").status_code == 200


def rows() -> int:
    return db.session.scalar(select(func.count()).select_from(StaffSession)) or 0


def test_a_cookie_kept_from_before_signing_out_opens_nothing(site: Site, make: Make) -> None:
    site.sign_in(make.staff())
    copy = thief(site)
    assert is_in(copy)
    site.post("people.sign_out")
    assert not is_in(copy)
    assert rows() == 0


def test_a_new_password_ends_kept_cookies_and_the_sessions_elsewhere(
    site: Site, make: Make
) -> None:
    reader = make.staff()
    elsewhere = Site(site.app).sign_in(reader)
    copy = thief(site.sign_in(reader))
    assert site.post("people.change_password", data=NEW).status_code == 302
    assert [is_in(one) for one in (site, copy, elsewhere)] == [True, False, False]


def test_the_administrator_ends_the_sessions_of_a_person(site: Site, make: Make) -> None:
    reader = make.staff()
    number = reader.id
    theirs = Site(site.app).sign_in(reader)
    site.sign_in(make.admin())
    assert "Phiên đang mở 1" in site.get("people.staff_edit", number=number).text
    assert site.post("people.end_sessions_of", number=number).status_code == 302
    assert not is_in(theirs)
    assert is_in(site)


def test_a_password_given_anew_ends_the_sessions_of_before(site: Site, make: Make) -> None:
    reader = make.staff()
    number = reader.id
    theirs = Site(site.app).sign_in(reader)
    site.sign_in(make.admin())
    site.post("people.reset_password", number=number)
    assert not is_in(theirs)


def test_nobody_but_the_administrator_ends_sessions_of_others(site: Site, make: Make) -> None:
    other = make.staff()
    number = other.id
    theirs = Site(site.app).sign_in(other)
    session = db.session.scalars(select(StaffSession.id)).one()
    site.sign_in(make.leader())
    assert site.post("people.end_sessions_of", number=number).status_code == 403
    site.post("people.end_session", number=session)
    assert is_in(theirs)


def test_one_sees_ones_own_sessions_and_ends_one_elsewhere(site: Site, make: Make) -> None:
    reader = make.staff()
    elsewhere = Site(site.app)
    elsewhere.client.environ_base.update({"HTTP_USER_AGENT": FIREFOX, "REMOTE_ADDR": "10.9.8.7"})
    fields = {"username": reader.username, "password": PASSWORD}
    assert elsewhere.post("people.sign_in", data=fields).status_code == 302
    site.sign_in(reader)
    page = site.get("people.account")
    assert "Firefox, Windows từ 10.9.8.7, vào lúc" in page.text
    assert page.text.count("(máy này)") == 1
    ways = [form.get("action") or "" for form in page.all("form")]
    (way,) = [way for way in ways if way.startswith("/tai-khoan/phien/")]
    site.client.post(way, data={"csrf_token": page.field("csrf_token")})
    assert [is_in(site), is_in(elsewhere)] == [True, False]
    assert db.session.scalar(select(AuditEntry).filter_by(act="session.ended"))


def test_the_cookie_alone_cannot_stretch_the_time_of_a_session(site: Site, make: Make) -> None:
    site.sign_in(make.staff())
    copy = thief(site)
    db.session.execute(update(StaffSession).values(seen_at=now() - timedelta(minutes=16)))
    db.session.commit()
    assert not is_in(copy)
    assert not is_in(site)


def test_signing_in_gives_the_browser_a_new_session_and_ends_its_old_one(
    site: Site, make: Make
) -> None:
    reader = make.staff()
    name = reader.username
    copy = thief(site.sign_in(reader))
    site.post("people.sign_in", data={"username": name, "password": PASSWORD})
    assert rows() == 1
    assert [is_in(site), is_in(copy)] == [True, False]


def test_the_database_alone_gives_nobody_a_session(site: Site, make: Make) -> None:
    site.sign_in(make.staff())
    kept = db.session.scalars(select(StaffSession)).one()
    with site.client.session_transaction() as cookie:
        assert kept.token_hash not in str(dict(cookie))
        cookie["_user_id"] = kept.token_hash
    assert not is_in(site)


def test_a_password_changed_while_the_old_one_was_being_verified_opens_nothing(
    site: Site, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = make.staff()
    number, name = reader.id, reader.username

    def slowly(known_hash: str, password: str) -> bool:
        right = verify(known_hash, password)
        db.session.get_one(StaffMember, number).password_hash = "another"
        db.session.commit()
        return right

    monkeypatch.setattr("intranet.people.accounts.views_sign_in_and_account.verify", slowly)
    answer = Page(site.post("people.sign_in", data={"username": name, "password": PASSWORD}))
    assert answer.status == 403
    assert rows() == 0


def test_who_is_signed_in_costs_one_query_and_no_write(site: Site, make: Make) -> None:
    site.sign_in(make.staff())
    asked: list[str] = []

    def note(*call: object) -> None:
        asked.append(str(call[2]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        site.fetch("people.change_password")
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    of_people = [one for one in asked if "staff_session" in one or "FROM staff_member" in one]
    assert len(of_people) == 1, of_people
    assert not [one for one in asked if one.startswith(("UPDATE", "INSERT", "DELETE"))]


def test_that_a_session_was_used_is_noted_once_a_minute(site: Site, make: Make) -> None:
    site.sign_in(make.staff())
    earlier = now() - timedelta(minutes=3)
    db.session.execute(update(StaffSession).values(seen_at=earlier))
    db.session.commit()
    for method in (site.fetch, site.post):
        method("people.account")
        assert db.session.scalars(select(StaffSession.seen_at)).one() > earlier
