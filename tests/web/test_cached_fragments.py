"""Parts of a page that are drawn once a process are right for everybody who gets them."""

from flask import Flask, render_template_string, url_for

from intranet.people.roles import Role
from tests.making import Make
from tests.site import Site


def test_each_role_and_each_language_has_its_own_table_of_keys(site: Site, make: Make) -> None:
    people = {
        "clerk": make.staff(Role.CLERK),
        "reader": make.staff(Role.READER),
        "english": make.staff(Role.READER, locale="en"),
    }
    pages = {}
    for _ in range(2):
        for name, person in people.items():
            pages[name] = site.sign_in(person).get("people.account").text
    assert "Khi kiểm tra văn bản" in pages["clerk"]
    assert "Khi kiểm tra văn bản" not in pages["reader"]
    assert "Khi đọc văn bản" in pages["reader"]
    assert "Khi đọc văn bản" not in pages["english"]


def test_a_part_is_drawn_once_for_each_key(app: Flask) -> None:
    page = '{% cached ("x", kind) %}{{ kind }} {{ said }}&amp;{% endcached %}'
    with app.test_request_context():
        assert render_template_string(page, kind="a", said="<b>") == "a &lt;b&gt;&amp;"
        assert render_template_string(page, kind="a", said="other") == "a &lt;b&gt;&amp;"
        assert render_template_string(page, kind="b", said="other") == "b other&amp;"


def test_a_part_that_was_drawn_under_one_prefix_is_not_shown_under_another(app: Flask) -> None:
    page = '{% cached "home" %}{{ url_for("web.home") }}{% endcached %}'
    for prefix in ("", "/cong", ""):
        with app.test_request_context("/", base_url=f"http://localhost{prefix}"):
            assert render_template_string(page) == url_for("web.home") == f"{prefix}/"


def test_addresses_that_say_something_are_made_each_time(app: Flask) -> None:
    for number in (1, 2):
        with app.test_request_context("/van-ban"):
            assert url_for("directives.show", directive_id=number).endswith(f"/{number}")
            assert url_for("static", filename=f"css/{number}.css") == f"/static/css/{number}.css"
            assert url_for("web.home", _external=True) == "http://localhost/"
            assert url_for("web.home", _anchor="x") == "/#x"
