"""People who try doors: odd numbers, odd words and odd names never break a page or open one."""

import io
import re
from itertools import product

import pytest
from flask import Flask
from werkzeug.routing import Rule

from intranet.core.clock import now
from intranet.core.database import db
from intranet.directives.models import Directive
from intranet.intake.channels.originals import open_item
from intranet.intake.models import FileReading, IntakeItem, ReadingState
from intranet.people.roles import Role
from tests.house.routes import Things, prepare, values_for
from tests.intake import sample_files
from tests.intake.desk import AS_JSON, on_desk, send
from tests.making import Make
from tests.reading.making import given
from tests.site import Site

NUMBERS = ("0", "99999", "2147483648", "9223372036854775808", "9" * 40)
WORDS = ("'\"<script>", "%00", "a" * 5000, "\u202e\u200f", "-1", "1e9", "(((", "NaN", "٣")
ARGUMENTS = ("q", "trang", "page", "cap", "nam", "tu", "den", "loai", "id", "ids", "rong", "xem")
NAMES = (
    "a\r\nSet-Cookie: x=1.docx",
    'a"; filename="b.exe.docx',
    "\u202excod.exe.docx",
    "../../etc/passwd.docx",
    "..\\..\\boot.ini.docx",
    "ô" * 300 + ".docx",
    "CON.docx",
    " .docx",
    "a;b=c.docx",
    "<script>alert(1)</script>.docx",
    "\u0000.docx",
)


def reachable(app: Flask) -> list[Rule]:
    """Every page with a number in its address."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    return [rule for rule in rules if rule.arguments and rule.endpoint != "static"]


def address(rule: Rule, values: dict[str, object]) -> str:
    """The address with these values put in as they are."""
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), rule.rule)


@pytest.fixture
def things(make: Make) -> Things:
    """One of each thing that an address can name."""
    return prepare(make)


@pytest.mark.parametrize("role", [Role.CLERK, Role.READER, Role.ADMIN])
def test_a_number_that_names_nothing_is_not_there(
    app: Flask, site: Site, make: Make, things: Things, role: Role
) -> None:
    site.sign_in(make.staff(role))
    wrong = []
    for rule, number in product(reachable(app), NUMBERS):
        real = values_for(app, rule.endpoint, things)
        for name in rule.arguments - {"kind"}:
            answer = site.client.get(address(rule, {**real, name: number}))
            db.session.rollback()
            if answer.status_code not in {200, 302, 400, 403, 404, 405}:
                wrong.append((rule.endpoint, name, number[:22], answer.status_code))
    assert not wrong


@pytest.mark.parametrize("role", [Role.CLERK, Role.ADMIN])
def test_no_words_in_an_address_break_a_page(
    app: Flask, site: Site, make: Make, role: Role
) -> None:
    site.sign_in(make.staff(role))
    pages = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.arguments
    ]
    wrong = []
    for page, word in product(pages, WORDS):
        answer = site.client.get(page, query_string=dict.fromkeys(ARGUMENTS, word))
        db.session.rollback()
        if answer.status_code >= 500 and page != "/healthz":
            wrong.append((page, word[:20], answer.status_code))
        assert b'<script>"' not in answer.get_data()
        assert b"'\"<script>" not in answer.get_data()
    assert not wrong


@pytest.mark.parametrize("name", NAMES)
def test_no_file_name_gets_into_a_header_or_breaks_a_page(
    site: Site, make: Make, name: str
) -> None:
    clerk = make.clerk()
    item = open_item(db.session, clerk, make.file(name="x.docx"), name)
    db.session.add(FileReading(file_id=item.file_id, state=ReadingState.READ, since=now()))
    db.session.commit()
    number, kept = item.id, item.name
    assert 0 < len(kept) <= 255
    assert not re.search("[\r\n\0\u202e]", kept)
    answer = site.sign_in(clerk).fetch("intake.original", item_id=number)
    assert answer.status_code == 200
    told = answer.headers["Content-Disposition"]
    assert told.startswith("attachment")
    assert not re.search(r"[\r\n\0]", told)
    assert not any(one.startswith("x=") for one in answer.headers.getlist("Set-Cookie"))
    for page in ("intake.queue", "intake.upload"):
        assert "<script>alert" not in site.get(page).html
    site.get("intake.check", item_id=number)


def test_an_original_is_only_under_its_own_directive(site: Site, make: Make) -> None:
    unit, other = make.department(), make.department()
    mine = given(make, audience=[unit])
    theirs = given(make, audience=[other])
    site.sign_in(make.staff(department=unit))
    for directive, version in (
        (mine.id, theirs.latest.id),
        (theirs.id, mine.latest.id),
        (theirs.id, theirs.latest.id),
    ):
        for endpoint, more in (("directives.original", {}), ("directives.picture", {"number": 1})):
            answer = site.fetch(endpoint, directive_id=directive, version_id=version, **more)
            assert answer.status_code == 404, (endpoint, directive, version)
    ok = site.fetch("directives.original", directive_id=mine.id, version_id=mine.latest.id)
    assert ok.status_code == 200


def test_a_form_sent_twice_publishes_once(site: Site, make: Make) -> None:
    from tests.intake.desk import filled

    site.sign_in(make.clerk())
    number = on_desk(site, sample_files.letter())
    fields = filled(site, number, everybody="y")
    codes = [site.post("intake.check", fields, item_id=number).status_code for _ in range(2)]
    assert codes[0] == 302, codes
    assert codes[1] in {302, 409}
    assert db.session.query(Directive).count() == 1


def test_the_same_bytes_under_two_names_are_one_item(site: Site, make: Make) -> None:
    site.sign_in(make.clerk())
    content = sample_files.letter()
    first = send(site, content, "mot.docx").json["id"]
    second = send(site, content, "hai.docx").json["id"]
    assert first == second


def test_an_upload_without_attestation_or_token_is_no_upload(site: Site, make: Make) -> None:
    site.sign_in(make.clerk())
    plain = {"file": (io.BytesIO(sample_files.letter()), "x.docx")}
    token = site.token()
    where = site.url("intake.receive")
    db.session.rollback()
    answer = site.client.post(where, data={**plain, "csrf_token": token}, headers=AS_JSON)
    assert answer.status_code == 400
    plain = {"file": (io.BytesIO(sample_files.letter()), "x.docx"), "attested": "y"}
    assert site.client.post(where, data=plain, headers=AS_JSON).status_code in {400, 401}
    db.session.rollback()
    assert db.session.query(IntakeItem).count() == 0
