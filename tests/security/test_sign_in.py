"""The sign-in page slows down whoever guesses, tells nothing, and locks nobody else out."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from config import Settings
from intranet import create_app
from intranet.core.audit import AuditEntry
from intranet.core.clock import now
from intranet.core.database import db
from intranet.people.accounts.models import SignInWait
from intranet.people.accounts.passwords import is_common, random_password
from tests.making import Make
from tests.site import PASSWORD, Page, Site

GUESSABLE = [
    "Password123", "Abcd123456", "Matkhau2026", "Langson2026", "Mật-Khẩu-2026", "Lang-Son-2026",
    "Thanhtra@2026", "Vanphong2026!", "Mua-thu-2026", "M4tKh4u@2026", "Qwerty!2345", "Zaq12wsx!!",
    "1qaz@WSX3edc", "asdfGHJKL123", "Aaaaaaaa11", "Xinchao123", "Nguyen@1985", "Hanoi-1010",
    "Admin@123456", "abcd-EFGH-2345",
]  # fmt: skip


def tried(site: Site, name: str, password: str = "sai", address: str = "10.0.0.1") -> Page:
    site.client.environ_base["REMOTE_ADDR"] = address
    return Page(site.post("people.sign_in", data={"username": name, "password": password}))


def outlast() -> None:
    """Let whoever waits wait for long: a slow machine must not outlast the first ten seconds."""
    waiting = update(SignInWait).where(SignInWait.wait_until.is_not(None))
    db.session.execute(waiting.values(wait_until=now() + timedelta(hours=1)))
    db.session.commit()


def waits() -> list[timedelta]:
    """How long each place has to wait from its last error."""
    rows = db.session.scalars(select(SignInWait)).all()
    return [row.wait_until - row.last_at for row in rows if row.wait_until]


def test_nobody_locks_anybody_out_from_another_address(site: Site, make: Make) -> None:
    admin = make.admin()
    name = admin.username
    for _time in range(8):
        tried(site, name)
    outlast()
    assert "Hãy đợi đến" in tried(site, name, PASSWORD).text
    assert tried(Site(site.app), name, PASSWORD, "10.0.0.2").status == 302


def test_a_browser_known_to_the_person_is_not_slowed_by_its_neighbours(
    site: Site, make: Make
) -> None:
    reader, other = make.staff(), make.staff()
    name, other_name = reader.username, other.username
    assert tried(site, name, PASSWORD).status == 302
    for _time in range(8):
        tried(Site(site.app), name)
    site.post("people.sign_out")
    assert tried(site, name, PASSWORD).status == 302
    site.post("people.sign_out")
    for _time in range(6):
        tried(site, other_name)
    outlast()
    assert "Hãy đợi đến" in tried(Site(site.app), other_name, PASSWORD).text


def test_each_further_error_waits_twice_as_long_and_never_longer_than_set(
    site: Site, make: Make
) -> None:
    name = make.staff().username
    seen = []
    for _time in range(14):
        tried(site, name)
        seen += [round(wait.total_seconds()) for wait in waits()]
        db.session.execute(update(SignInWait).values(wait_until=None))
        db.session.commit()
    assert seen == [10, 20, 40, 80, 160, 320, 640, 900, 900, 900]


def test_while_one_waits_not_even_the_right_password_counts(site: Site, make: Make) -> None:
    name = make.staff().username
    for _time in range(5):
        tried(site, name)
    outlast()
    assert tried(site, name, PASSWORD).status == 403
    moved = {"wait_until": now() - timedelta(seconds=1)}
    db.session.execute(update(SignInWait).values(moved))
    db.session.commit()
    assert tried(site, name, PASSWORD).status == 302
    assert not db.session.scalars(select(SignInWait)).all()


def test_known_and_unknown_names_are_answered_in_the_same_words(site: Site, make: Make) -> None:
    name = make.staff().username
    answers: list[list[str]] = [[], []]
    for typed, told in zip((name, "khong-ai"), answers, strict=True):
        for _time in range(7):
            page = tried(site, typed)
            outlast()
            words = page.html[page.html.index('id="refusal"') :].split("</div>")[0]
            told.append(f"{page.status} {words.split(' đến ')[0]}")
    assert answers[0] == answers[1]
    assert "Đã nhập sai 5 lần liền" in answers[0][-1]


def test_what_was_typed_as_a_name_stands_nowhere_in_the_database(site: Site) -> None:
    tried(site, "Mat-khau-cua-toi-9")
    folder = site.app.service(Settings).instance
    for file in folder.iterdir():
        assert b"mat-khau-cua-toi" not in file.read_bytes().lower(), file.name


def test_an_administrator_without_a_way_in_is_helped_by_a_command(
    app: Flask, site: Site, make: Make
) -> None:
    name = make.admin().username
    for _time in range(6):
        tried(site, name)
    run = app.test_cli_runner().invoke
    assert "không còn phải đợi" in run(args=["staff", "unlock", name.upper()]).output
    assert tried(site, name, PASSWORD).status == 302
    assert "chưa nhập sai" in run(args=["staff", "unlock", name]).output
    assert run(args=["staff", "unlock", "khong-ai"]).exit_code == 1
    assert len(db.session.scalars(select(AuditEntry).filter_by(act="staff.unlocked")).all()) == 1


def test_the_limit_of_an_address_is_shared_by_all_processes(
    app: Flask, settings: Settings, site: Site, make: Make
) -> None:
    name = make.staff().username
    strict = replace(settings, sign_in_rate="6 per hour")
    doors = [Site(create_app(strict)) for _process in range(3)]
    answers = [tried(doors[turn % 3], f"{name}{turn}").status for turn in range(8)]
    assert answers == [403] * 6 + [429] * 2
    for one in doors:
        with one.app.app_context():
            db.engine.dispose()


def test_a_browser_known_to_the_person_passes_the_limit_of_a_shared_address(
    app: Flask, settings: Settings, site: Site, make: Make
) -> None:
    name = make.staff().username
    assert tried(site, name, PASSWORD).status == 302
    site.post("people.sign_out")
    app.provide(replace(settings, sign_in_rate="6 per hour"))
    assert [tried(Site(app), f"ai{turn}").status for turn in range(7)] == [403] * 6 + [429]
    assert tried(site, name, PASSWORD).status == 302


def test_the_password_in_use_cannot_be_guessed_from_an_open_session(site: Site, make: Make) -> None:
    site.sign_in(make.staff())
    fields = {"new": "Hoa-Dao-2027", "again": "Hoa-Dao-2027"}
    for _time in range(5):
        page = Page(site.post("people.change_password", data={"current": "sai", **fields}))
    outlast()
    assert "Hãy đợi đến" in page.text
    right = site.post("people.change_password", data={"current": PASSWORD, **fields})
    assert right.status_code == 400


@pytest.mark.parametrize("password", GUESSABLE)
def test_a_password_that_is_tried_first_is_refused(password: str) -> None:
    assert is_common(password, ("Thanh tra tỉnh", "Lạng Sơn"))


def test_passwords_of_chance_and_of_unrelated_words_are_taken() -> None:
    chosen = ["Hoa-Dao-2027", "Cay-hoi-No-9x", "Quyen-so-7-mau-tim", "!!-+a1B$$%%^^&&*(("]
    chosen += [random_password() for _time in range(200)]
    assert not [one for one in chosen if is_common(one, ("Thanh tra tỉnh", "Lạng Sơn"))]


def test_the_page_says_why_a_common_password_is_refused(site: Site, make: Make) -> None:
    site.sign_in(make.staff())
    fields = {"current": PASSWORD, "new": "Langson2026", "again": "Langson2026"}
    page = Page(site.post("people.change_password", data=fields))
    assert page.status == 400
    assert "Mật khẩu này dễ đoán" in page.text
