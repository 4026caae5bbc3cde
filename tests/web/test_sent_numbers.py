"""A number too large to be one, in whatever a page sends: a sentence at most, never a fault."""

import re
from functools import cache

import pytest
from flask import Flask
from flask_wtf import FlaskForm
from wtforms import Form

from intranet.core.database import db
from intranet.people.roles import Role
from tests.house.routes import prepare, values_for
from tests.house.structure import ROOT
from tests.making import Make
from tests.site import Site

SENT = re.compile(r"""(?:form|values|sent)\.get(?:list)?\(\s*"([\w-]+)\"""")
ROWS = ("material", "point", "point_minutes", "point_id", "giao")
"""Numbers of rows that stand beside other texts; their names are put together in the code."""
SESSION = ("/dang-", "/tai-khoan/")
"""Pages that end the session of whoever posts to them."""


def _every_form(kind: type) -> set[type]:
    return {kind, *(form for below in kind.__subclasses__() for form in _every_form(below))}


@cache
def _names(room: str) -> list[str]:
    """Every name that the pages of a room look for in what is sent, in forms and in the code."""
    places = (ROOT / "intranet" / room).rglob("*.py")
    code = "\n".join(place.read_text(encoding="utf-8") for place in places)
    forms = _every_form(FlaskForm) | _every_form(Form)
    fields = {n for form in forms for n, of in vars(form).items() if hasattr(of, "field_class")}
    return sorted({*SENT.findall(code), *fields, *ROWS} - {"csrf_token"})


@pytest.mark.parametrize("role", [Role.CLERK, Role.LEADER, Role.ADMIN])
@pytest.mark.parametrize("huge", ["9" * 22, "9" * 4400])
def test_no_number_that_is_sent_breaks_a_page(
    app: Flask, site: Site, make: Make, role: Role, huge: str
) -> None:
    things = prepare(make)
    site.sign_in(make.staff(role))
    texts = {"title": "Mục một", "point_title": "Mục một", f"p-{huge}": "present"}
    answered = []
    for rule in app.url_map.iter_rules():
        if "POST" not in (rule.methods or ()) or rule.rule.startswith(SESSION):
            continue
        values = values_for(app, rule.endpoint, things) if rule.arguments else {}
        sent = dict.fromkeys(_names(rule.endpoint.partition(".")[0]), huge)
        answer = site.post(rule.endpoint, {**sent, **texts}, **values)
        db.session.rollback()
        answered.append((rule.rule, answer.status_code))
    statuses = {status for _rule, status in answered}
    assert len(answered) > 70
    assert statuses & {200, 302, 400, 422}, answered
    assert not statuses & {401, 500}, answered
