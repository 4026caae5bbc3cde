"""Every route as every role: a new route fails here until somebody says who may use it."""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from intranet.core.database import db
from intranet.people.models import StaffMember
from intranet.people.roles import Role
from tests.house.routes import (
    EVERYBODY_ELSE,
    PAGES,
    POSTS,
    STATIC,
    Things,
    prepare,
    values_for,
)
from tests.making import Make
from tests.site import Site

ROLES = (None, *Role)


def listed() -> set[tuple[str, str]]:
    """(method, endpoint) of every route that the matrix knows."""
    return {("GET", one) for one in (*PAGES, *STATIC)} | {("POST", one) for one in POSTS}


def real(app: Flask) -> Iterator[tuple[str, Rule]]:
    """(method, rule) of every route that the portal has."""
    for rule in app.url_map.iter_rules():
        for method in (rule.methods or set()) & {"GET", "POST", "PUT", "DELETE", "PATCH"}:
            yield method, rule


def test_every_route_is_listed_with_who_may_use_it(app: Flask) -> None:
    found = {(method, rule.endpoint) for method, rule in real(app)}
    assert found == listed()


@pytest.fixture
def things(make: Make) -> Things:
    """One of each thing that an address can name, addressed to nobody in particular."""
    return prepare(make)


@pytest.fixture
def as_role(site: Site, make: Make) -> "AsRole":
    """`as_role(Role.CLERK)` signs in a fresh person of that role; None signs nobody in."""
    return AsRole(site, make)


class AsRole:
    """Signs people of a role in, one each."""

    def __init__(self, site: Site, make: Make) -> None:
        self.site, self.make = site, make

    def __call__(self, role: Role | None) -> Site:
        if role is None:
            return Site(self.site.app)
        staff: StaffMember = self.make.staff(role)
        return Site(self.site.app).sign_in(staff)


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.value if role else "nobody")
def test_every_page_answers_each_role_as_listed(
    app: Flask, as_role: AsRole, things: Things, role: Role | None
) -> None:
    site = as_role(role)
    wrong = []
    for endpoint, expected in PAGES.items():
        wanted = expected.get(role, expected.get(EVERYBODY_ELSE))
        answer = site.fetch(endpoint, **values_for(app, endpoint, things))
        if answer.status_code != wanted:
            wrong.append((endpoint, answer.status_code, wanted))
    assert not wrong


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.value if role else "nobody")
def test_every_act_is_refused_to_those_without_the_duty(
    app: Flask, as_role: AsRole, things: Things, role: Role | None
) -> None:
    site = as_role(role)
    wrong = []
    for endpoint, allowed in POSTS.items():
        if role in allowed:
            continue
        answer = site.post(endpoint, {}, **values_for(app, endpoint, things))
        refused = {302, 401} if role is None else {403, 404}
        if answer.status_code not in refused:
            wrong.append((endpoint, answer.status_code))
    assert not wrong


def test_acts_without_the_cross_site_token_change_nothing(
    app: Flask, as_role: AsRole, things: Things
) -> None:
    site = as_role(Role.CLERK)
    for endpoint in POSTS:
        address = site.url(endpoint, **values_for(app, endpoint, things))
        db.session.rollback()
        assert site.client.post(address, data={}).status_code in {302, 400, 401}, endpoint
