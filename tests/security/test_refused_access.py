"""Refused accesses stand in the audit trail: one line a person, rule and quarter, counted."""

from datetime import timedelta

from sqlalchemy import select, update

from intranet.core.audit import AuditEntry
from intranet.core.clock import now
from intranet.core.database import db
from intranet.people.accounts.models import RefusedAccess, SignInWait
from intranet.people.accounts.refused_access import write_refused_accesses
from tests.making import Make
from tests.site import PASSWORD, Site


def noted() -> list[tuple[str, str, int]]:
    """Person, rule and count of the lines, once the quarter is over."""
    db.session.execute(update(RefusedAccess).values(quarter=now() - timedelta(minutes=30)))
    db.session.commit()
    write_refused_accesses()
    lines = db.session.scalars(select(AuditEntry).filter_by(act="access.refused")).all()
    return sorted((line.username, line.detail["rule"], line.detail["times"]) for line in lines)


def test_a_thousand_refusals_are_one_line_with_their_number(site: Site, make: Make) -> None:
    reader = make.staff()
    name = reader.username
    site.sign_in(reader)
    for _time in range(30):
        assert site.fetch("people.staff").status_code == 403
    for number in range(901, 905):
        assert site.fetch("directives.show", directive_id=number).status_code == 404
    assert noted() == [(name, "403 people.staff", 30), (name, "404 directives.show", 4)]


def test_a_directive_for_others_is_noted_like_one_that_does_not_exist(
    site: Site, make: Make
) -> None:
    reader = make.staff()
    name, number = reader.username, make.directive(audience=[make.department()]).id
    site.sign_in(reader)
    assert site.fetch("directives.show", directive_id=number).status_code == 404
    assert noted() == [(name, "404 directives.show", 1)]


def test_a_refused_change_is_noted_and_undone(site: Site, make: Make) -> None:
    reader = make.staff()
    name, number = reader.username, reader.id
    site.sign_in(reader)
    assert site.post("people.reset_password", number=number).status_code == 403
    assert noted() == [(name, "403 people.reset_password", 1)]


def test_wrong_passwords_in_use_are_noted(site: Site, make: Make) -> None:
    reader = make.staff()
    name = reader.username
    site.sign_in(reader)
    fields = {"current": "sai", "new": "Hoa-Dao-2027", "again": "Hoa-Dao-2027"}
    for _time in range(7):
        site.post("people.change_password", data=fields)
    assert noted() == [(name, "own_password.wrong", 7)]


def test_strangers_cannot_flood_the_trail(site: Site, make: Make) -> None:
    name = make.staff().username
    for turn in range(8):
        site.post("people.sign_in", data={"username": f"ai-do-{turn}", "password": "sai"})
        site.post("people.sign_in", data={"username": name, "password": "sai"})
        waiting = update(SignInWait).where(SignInWait.wait_until.is_not(None))
        db.session.execute(waiting.values(wait_until=now() + timedelta(hours=1)))
        db.session.commit()  # a slow machine must not outlast the first ten seconds
    failed = db.session.scalars(select(AuditEntry).filter_by(act="sign_in.failed")).all()
    assert len(failed) == 5
    assert noted() == [("", "sign_in.unknown_name", 8), ("", "sign_in.waiting", 3)]


def test_nothing_is_written_into_the_trail_before_its_quarter_is_over(
    site: Site, make: Make
) -> None:
    site.sign_in(make.staff())
    site.fetch("people.staff")
    write_refused_accesses()
    assert not db.session.scalar(select(AuditEntry).filter_by(act="access.refused"))
    assert len(noted()) == 1
    assert len(noted()) == 1


def test_honest_clicks_and_addresses_of_no_page_are_not_noted(site: Site, make: Make) -> None:
    site.sign_in(make.staff())
    site.get("people.account")
    assert site.client.get("/khong-co-trang-nay").status_code == 404
    assert not db.session.scalars(select(RefusedAccess)).all()


def test_the_administrator_reads_who_was_refused_what_how_often_and_where(
    site: Site, make: Make
) -> None:
    reader = make.staff()
    name = reader.username
    site.sign_in(reader)
    site.client.environ_base["REMOTE_ADDR"] = "10.4.3.2"
    site.fetch("people.staff")
    noted()
    admin = make.admin()
    site.post("people.sign_out")
    fields = {"username": admin.username, "password": PASSWORD}
    assert site.post("people.sign_in", data=fields).status_code == 302
    text = site.get("web.audit", act="access.refused").text
    assert f"{name} bị từ chối truy cập 403 people.staff, 1 lần 10.4.3.2" in text
