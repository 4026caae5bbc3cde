"""The door of the demo."""

from dataclasses import replace

from flask import Flask

from config import Settings
from intranet.people.accounts.demo_accounts import PASSWORD
from intranet.people.accounts.passwords import hash_password
from intranet.people.roles import Role
from tests.making import Make
from tests.site import Site


def test_the_demo_offers_one_account_of_each_role_and_fills_it_in(
    app: Flask, settings: Settings, site: Site, make: Make
) -> None:
    app.provide(replace(settings, demo=True))
    known = hash_password(PASSWORD)
    people = [make.staff(role, password_hash=known) for role in Role for _time in range(2)]
    first_of_each = [one.username for one in people[::2]]
    page = site.get("people.sign_in")
    ways = [one.get("href") or "" for one in page.all("a")]
    assert [way.split("account=")[1] for way in ways if "account=" in way] == first_of_each
    filled = site.get("people.sign_in", account=first_of_each[0])
    fields = {name: filled.field(name) for name in ("username", "password")}
    assert site.post("people.sign_in", data=fields).status_code == 302


def test_outside_the_demo_no_account_is_offered(site: Site, make: Make) -> None:
    name = make.staff().username
    page = site.get("people.sign_in", account=name)
    assert name not in page.html
    assert PASSWORD not in page.html
