"""A saved search as a feed: for who has its address, with the eyes of its owner."""

import re
from xml.etree import ElementTree

import pytest
from flask import Flask

from intranet.core.clock import now, today
from intranet.core.database import db
from intranet.people.models import StaffMember
from intranet.people.roles import Role
from intranet.search.index import indexing
from intranet.search.saved.models import SavedSearch
from tests.making import Make
from tests.search.saved_searches import WORDS, keep
from tests.site import Site

ATOM = "{http://www.w3.org/2005/Atom}"


def opened(site: Site, number: int) -> str:
    """Open the feed of a saved search; the secret that its page shows once."""
    answer = site.post("search.feed_renew", number=number)
    assert answer.status_code == 200
    return re.findall(r"/tim-kiem/nguon/([\w-]{43})\.atom", answer.get_data(as_text=True))[0]


@pytest.fixture
def owner(make: Make) -> StaffMember:
    """A reader."""
    return make.staff()


@pytest.fixture
def secret(site: Site, make: Make, owner: StaffMember) -> str:
    """The secret of a feed on two papers: one for everybody, one for another unit."""
    make.directive(
        symbol="211/KH-UBND", subject='Kế hoạch <số> & "dữ liệu"', pages=(f"Mật khẩu {WORDS}",)
    )
    make.directive(symbol="9/KH-TTr", pages=(WORDS,), audience=[make.department()])
    indexing.catch_up()
    return opened(site.sign_in(owner), keep(site).id)


def stranger(site: Site) -> Site:
    """Somebody who is not signed in."""
    return Site(site.app)


def test_a_feed_reader_gets_valid_atom_without_signing_in(site: Site, secret: str) -> None:
    answer = stranger(site).fetch("search.feed", token=secret)
    assert answer.status_code == 200
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    feed = ElementTree.fromstring(answer.get_data())
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "vi"
    assert feed.findtext(f"{ATOM}title") == f"Tìm kiếm: {WORDS}"
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == '211/KH-UBND: Kế hoạch <số> & "dữ liệu"'
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", entry.findtext(f"{ATOM}id") or "")
    assert "Ngày ban hành" in (entry.findtext(f"{ATOM}summary") or "")
    for one in (feed, entry):
        moment = one.findtext(f"{ATOM}updated") or ""
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", moment)
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"].endswith(f"/tim-kiem/nguon/{secret}.atom")
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert re.fullmatch(r"http://localhost/van-ban/\d+", link.get("href") or "")


def test_a_feed_tells_no_word_of_the_pages(site: Site, secret: str) -> None:
    assert "Mật khẩu" not in stranger(site).fetch("search.feed", token=secret).get_data(True)


def test_ids_stay_when_title_and_address_change(site: Site, secret: str) -> None:
    def ids(token: str) -> list[str | None]:
        answer = stranger(site).fetch("search.feed", token=token)
        feed = ElementTree.fromstring(answer.get_data())
        return [one.text for one in feed.iter(f"{ATOM}id")]

    before = ids(secret)
    number = db.session.query(SavedSearch).one().id
    site.post("search.saved_change", {"ten": "Tên khác"}, number=number)
    renewed = opened(site, number)
    assert ids(renewed) == before
    assert len(set(before)) == 2


def test_a_feed_that_has_not_changed_is_not_sent_again(site: Site, make: Make, secret: str) -> None:
    reader = stranger(site)
    tag = reader.fetch("search.feed", token=secret).headers["ETag"]
    address = reader.url("search.feed", token=secret)
    again = reader.client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.get_data()) == (304, b"")
    db.session.rollback()
    make.directive(pages=(WORDS,))
    indexing.catch_up()
    assert reader.client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_only_the_hash_is_kept_and_the_secret_is_shown_once(
    site: Site, owner: StaffMember, secret: str
) -> None:
    search = db.session.query(SavedSearch).one()
    assert secret not in str(vars(search))
    assert len(search.token_hash) == 64
    assert secret not in site.get("search.saved").html
    assert secret not in site.get("people.account").html


def test_an_ended_or_renewed_address_leads_nowhere(site: Site, secret: str) -> None:
    number = db.session.query(SavedSearch).one().id
    renewed = opened(site, number)
    assert stranger(site).fetch("search.feed", token=secret).status_code == 404
    assert stranger(site).fetch("search.feed", token=renewed).status_code == 200
    site.post("search.feed_end", number=number)
    gone = stranger(site).fetch("search.feed", token=renewed)
    assert (gone.status_code, gone.get_data()) == (404, b"")
    other = opened(site, number)
    site.post("search.saved_remove", number=number)
    assert stranger(site).fetch("search.feed", token=other).status_code == 404


def test_the_feed_of_who_left_or_reads_no_more_is_gone(
    site: Site, make: Make, owner: StaffMember, secret: str
) -> None:
    owner.role = Role.ADMIN
    make.serving(owner)
    assert stranger(site).fetch("search.feed", token=secret).status_code == 404
    owner.role = Role.READER
    make.left(owner, today())
    assert stranger(site).fetch("search.feed", token=secret).status_code == 404


def test_rights_are_asked_anew_at_each_fetch(
    site: Site, make: Make, owner: StaffMember, secret: str
) -> None:
    def told() -> str:
        return str(stranger(site).fetch("search.feed", token=secret).get_data(as_text=True))

    from intranet.directives.models import Directive

    theirs = db.session.query(Directive).filter_by(symbol="9/KH-TTr").one()
    unit = theirs.audience[0].department_id
    number = theirs.id
    assert "9/KH-TTr" not in told()
    owner.department_id = unit
    make.serving(owner)
    assert "9/KH-TTr" in told()
    db.session.get(Directive, number).isolated_at = now()  # the index does not know yet
    db.session.commit()
    assert "9/KH-TTr" not in told()


@pytest.mark.parametrize("role", [Role.READER, Role.UNIT_HEAD, Role.CLERK, Role.LEADER])
def test_a_feed_shows_each_role_what_its_search_shows(site: Site, make: Make, role: Role) -> None:
    unit = make.department()
    colleague = make.staff(department=unit)
    make.directive(symbol="1/KH-A", pages=(WORDS,))
    make.directive(symbol="2/KH-B", pages=(WORDS,), audience=[unit])
    make.directive(symbol="3/KH-C", pages=(WORDS,), audience=[colleague])
    make.directive(symbol="4/KH-D", pages=(WORDS,), audience=[make.department()])
    indexing.catch_up()
    seen = {Role.READER: "12", Role.UNIT_HEAD: "123", Role.CLERK: "1234", Role.LEADER: "1234"}
    site.sign_in(make.staff(role, department=unit))
    token = opened(site, keep(site).id)
    told = stranger(site).fetch("search.feed", token=token).get_data(as_text=True)
    assert "".join(sorted(re.findall(r"<title>(\d)/KH", told))) == seen[role]


def test_what_is_no_secret_is_not_there(site: Site, secret: str) -> None:
    reader = stranger(site)
    for wrong in ("x", "0" * 43, secret[:-1], secret + "A", secret.swapcase(), "%00" * 20):
        db.session.rollback()
        assert reader.client.get(f"/tim-kiem/nguon/{wrong}.atom").status_code == 404


def test_control_signs_in_a_subject_do_not_break_the_feed(
    site: Site, make: Make, secret: str
) -> None:
    make.directive(subject="Một\x0b\ufffe hai", pages=(WORDS,))
    indexing.catch_up()
    answer = stranger(site).fetch("search.feed", token=secret)
    titles = [
        one.text or "" for one in ElementTree.fromstring(answer.get_data()).iter(f"{ATOM}title")
    ]
    assert any("Một hai" in title for title in titles)


def test_who_asks_too_often_waits(app: Flask, site: Site, secret: str) -> None:
    reader = stranger(site)
    codes = {reader.fetch("search.feed", token=secret).status_code for _ in range(31)}
    assert 429 in codes
