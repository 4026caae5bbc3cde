"""A client that checks every page it fetches: no page can be tested without being looked at."""

from typing import Any

import html5lib
from flask import Flask, g, url_for
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from intranet.core.database import db
from intranet.people.models import StaffMember

PASSWORD = "Mua-thu-2026"
NS = "{http://www.w3.org/1999/xhtml}"


class Page:
    """An HTML page that passed the checks: its text, elements and status."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.html = response.get_data(as_text=True)
        self.root = html5lib.HTMLParser(strict=False).parse(self.html)

    @property
    def text(self) -> str:
        """All words of the page, blanks collapsed."""
        return " ".join(" ".join(self.root.itertext()).split())

    def all(self, tag: str) -> list[Any]:
        """All elements of a tag."""
        return list(self.root.iter(NS + tag))

    @property
    def headline(self) -> str:
        """The words of the one h1."""
        return " ".join("".join(self.all("h1")[0].itertext()).split())

    def field(self, name: str) -> str:
        """The value of a form field."""
        for tag in ("input", "textarea", "select"):
            for element in self.all(tag):
                if element.get("name") == name:
                    return str(element.get("value") or "".join(element.itertext()))
        raise AssertionError(f"no field {name}")


class Site:
    """The portal as one person sees it."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()

    def sign_in(self, staff: StaffMember, password: str = PASSWORD) -> "Site":
        """Sign in through the page; returns the site itself."""
        self.client = self.app.test_client()
        answer = self.post(
            "people.sign_in", data={"username": staff.username, "password": password}
        )
        assert answer.status_code == 302, answer.get_data(as_text=True)
        return self

    def get(self, endpoint: str, *, status: int = 200, follow: bool = False, **values: Any) -> Page:
        """The page at an endpoint, checked: status, language, one h1, title, labels, ids."""
        response = self._send("GET", self.url(endpoint, **values), follow_redirects=follow)
        assert response.status_code == status, (endpoint, response.status_code)
        page = Page(response)
        check(page)
        return page

    def fetch(self, endpoint: str, **values: Any) -> TestResponse:
        """The bare answer of an endpoint, for files, JSON and redirects."""
        return self._send("GET", self.url(endpoint, **values))

    def post(self, endpoint: str, data: Any = None, **values: Any) -> TestResponse:
        """Send a form with its cross-site token; the bare answer."""
        fields = dict(data or {})
        fields.setdefault("csrf_token", self.token())
        return self._send(
            "POST", self.url(endpoint, **values), data=fields, content_type="multipart/form-data"
        )

    def token(self) -> str:
        """The cross-site token of this session."""
        page = self._send("GET", "/dang-nhap", follow_redirects=True).get_data(as_text=True)
        return page.split('name="csrf-token" content="')[1].split('"')[0]

    def _send(self, method: str, url: str, **options: Any) -> TestResponse:
        # The test's own transaction must not hold the database while the portal answers,
        # and must see afterwards what the portal wrote.
        db.session.rollback()
        # The application context of the test outlives a request: forget the one before.
        for name in list(g):
            g.pop(name)
        response = self.client.open(url, method=method, **options)
        response.get_data()
        response.close()
        db.session.rollback()
        return response

    def url(self, endpoint: str, **values: Any) -> str:
        """The address of an endpoint."""
        with self.app.test_request_context():
            return url_for(endpoint, **values)


def check(page: Page) -> None:
    """What every page owes to people."""
    root = page.root
    assert root.get("lang") in {"vi", "en"}
    assert len(page.all("h1")) == 1, "one h1"
    assert page.all("title"), "a title"
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids)), "ids are unique"
    named = {element.get("for") for element in page.all("label")}
    for element in page.all("input") + page.all("select") + page.all("textarea"):
        if element.get("type") not in {"hidden", "submit"}:
            assert _is_labelled(element, named, page), f"label for {element.get('name')}"
    for element in root.iter():
        assert not any(name in element.attrib for name in ("style", "onclick", "onsubmit"))
    for element in page.all("form"):
        if (element.get("method") or "").lower() == "post":
            assert any(one.get("name") == "csrf_token" for one in element.iter(NS + "input"))


def _is_labelled(element: Any, named: set[Any], page: Page) -> bool:
    if element.get("aria-label") or element.get("aria-labelledby") or element.get("id") in named:
        return True
    return any(element in list(label.iter()) for label in page.all("label"))
