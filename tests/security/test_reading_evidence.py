"""That somebody has read is proven by what the server did and when, not by what a client says."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from config import Settings
from intranet.core.application import Portal
from intranet.core.clock import now
from intranet.core.database import db
from intranet.directives import actions as repository
from intranet.directives.models import Directive
from intranet.directives.values import ReadingOrder
from intranet.people.models import StaffMember
from intranet.reading.models import PageView, ReceiptStep, Step
from intranet.reading.receipts.errors import NotHandedOut
from intranet.reading.receipts.handing_out import hand_out, handed_out_at
from intranet.reading.receipts.page_views import show_page
from tests.making import Make
from tests.reading.making import confirm, given, nonce_on
from tests.site import Site

SECONDS = 3600
"""Long enough for the slowest machine: nothing here waits for it."""
THREE = ("Trang một.", "Trang hai.", "Trang ba.")


@pytest.fixture(autouse=True)
def a_page_takes_its_time(app: Portal, settings: Settings) -> None:
    """A time for each page."""
    app.provide(replace(settings, seconds_a_page=SECONDS))


@pytest.fixture
def reader(make: Make) -> StaffMember:
    """Who shall read."""
    return make.staff()


@pytest.fixture
def directive(make: Make, reader: StaffMember) -> Directive:
    """Three pages that the reader was asked to read."""
    return given(make, pages=THREE)


def place(directive: Directive) -> dict[str, int]:
    """The newest version in addresses."""
    return {"directive_id": directive.id, "version_id": directive.latest.id}


def handed_to(site: Site, directive: Directive) -> str:
    """What the reader's page carries."""
    return nonce_on(site.get("directives.show", directive_id=directive.id))


def steps(staff: StaffMember) -> list[Step]:
    """The receipts of a person, in order."""
    query = select(ReceiptStep.step).filter_by(staff_id=staff.id).order_by(ReceiptStep.id)
    return list(db.session.scalars(query))


def views(staff: StaffMember) -> list[PageView]:
    """The pages that count as shown to a person, in order of time."""
    return list(db.session.scalars(select(PageView).filter_by(staff_id=staff.id)))


def test_a_script_that_opens_no_page_proves_nothing(
    site: Site, reader: StaffMember, directive: Directive
) -> None:
    site.sign_in(reader)
    for nonce in ({}, {"nonce": ""}, {"nonce": "1.2"}):
        answer = site.post("reading.seen", {"page": 1, **nonce}, **place(directive))
        assert answer.status_code == 400
        assert "Hãy mở lại văn bản rồi đọc" in answer.get_data(as_text=True)
    assert steps(reader) == []
    assert views(reader) == []


def test_three_pages_in_half_a_second_are_opened_and_not_read_through(
    site: Site, reader: StaffMember, directive: Directive
) -> None:
    nonce = handed_to(site.sign_in(reader), directive)
    for page in (1, 2, 3):
        shown = {"page": page, "nonce": nonce, "seconds": 99}
        said = site.post("reading.seen", shown, **place(directive)).json
        assert said["step"] == "opened"
        assert 0 < said["wait"] <= SECONDS
        assert said["left"] == ["1–3"]
    refused = site.post("reading.confirm", **place(directive))
    assert refused.location.endswith("?trang=1")
    assert steps(reader) == [Step.OPENED]


def test_who_waits_as_the_server_says_has_read_through(
    app: Portal, site: Site, settings: Settings, reader: StaffMember, directive: Directive
) -> None:
    app.provide(replace(settings, seconds_a_page=1))
    begun = time.monotonic()
    nonce = handed_to(site.sign_in(reader), directive)
    for page in (1, 2, 3):
        while wait := site.post(
            "reading.seen", {"page": page, "nonce": nonce}, **place(directive)
        ).json["wait"]:
            time.sleep(wait)
    assert time.monotonic() - begun >= len(THREE) * 1
    site.post("reading.confirm", **place(directive))
    assert steps(reader) == [Step.OPENED, Step.READ_THROUGH, Step.CONFIRMED]


def test_no_two_pages_of_a_person_count_at_the_same_time(
    app: Portal, make: Make, settings: Settings, reader: StaffMember, directive: Directive
) -> None:
    app.provide(replace(settings, seconds_a_page=2))
    other, version = given(make, pages=THREE), directive.latest
    handed = now()

    def told(of: Directive, page: int, second: float) -> float:
        at = handed + timedelta(seconds=second)
        return show_page(db.session, reader, of.latest, page, handed, at).wait

    assert told(directive, 1, 1.5) == 0.5
    assert told(directive, 1, 2) == 0
    assert told(directive, 2, 2) == 2
    assert told(other, 1, 3) == 1
    assert told(other, 1, 4) == 0
    assert told(directive, 2, 5) == 1
    assert told(directive, 2, 6) == 0
    assert told(directive, 3, 8) == 0
    assert [view.page for view in views(reader) if view.version_id == version.id] == [1, 2, 3]


def test_both_times_of_a_page_are_the_servers(
    app: Portal, site: Site, settings: Settings, reader: StaffMember, directive: Directive
) -> None:
    app.provide(replace(settings, seconds_a_page=0))
    before = now()
    nonce = handed_to(site.sign_in(reader), directive)
    between = now()
    shown = {"page": 1, "nonce": nonce, "at": "2020-01-01", "seconds": 3600}
    site.post("reading.seen", shown, **place(directive))
    (view,) = views(reader)
    assert view.handed_at is not None
    assert before <= view.handed_at <= between <= view.at <= now()


def test_a_note_is_worth_nothing_for_anybody_or_anything_else(
    make: Make, site: Site, reader: StaffMember, directive: Directive
) -> None:
    other, version = given(make, pages=THREE), directive.latest
    mine = hand_out(reader, version)
    false = {
        "of another person": hand_out(make.staff(), version),
        "of another paper": hand_out(reader, other.latest),
        "of the changes": hand_out(reader, version, changes=True),
        "changed": mine[:-3] + ("abc" if mine[-3:] != "abc" else "abd"),
    }
    site.sign_in(reader)
    for whose, nonce in false.items():
        answer = site.post("reading.seen", {"page": 1, "nonce": nonce}, **place(directive))
        assert answer.status_code == 400, whose
    beyond = site.post("reading.seen", {"page": 4, "nonce": mine}, **place(directive))
    assert beyond.status_code == 400
    assert steps(reader) == []
    assert site.post("reading.seen", {"page": 3, "nonce": mine}, **place(directive)).json


def test_a_note_ends_with_the_longest_session(
    app: Portal, settings: Settings, reader: StaffMember, directive: Directive
) -> None:
    nonce = hand_out(reader, directive.latest)
    assert handed_out_at(nonce, reader, directive.latest) <= now()
    app.provide(replace(settings, session_hours=0))
    with pytest.raises(NotHandedOut):
        handed_out_at(nonce, reader, directive.latest)


def test_a_paper_whose_pages_could_not_be_counted_is_not_confirmed_unread(
    site: Site, reader: StaffMember, directive: Directive
) -> None:
    directive.latest.file.page_count = 0
    db.session.commit()
    site.sign_in(reader).post("reading.confirm", **place(directive))
    assert steps(reader) == []


def test_the_list_of_changes_takes_the_time_of_its_pages(
    app: Portal, site: Site, make: Make, settings: Settings, reader: StaffMember
) -> None:
    app.provide(replace(settings, seconds_a_page=0))
    directive = given(make, pages=THREE)
    confirm(reader, directive)
    pages = [f"{text} Thêm một câu mới." for text in THREE]
    repository.add_version(
        db.session, directive.published_by, directive, make.file(pages), "sửa", True, ReadingOrder()
    )
    db.session.commit()
    app.provide(replace(settings, seconds_a_page=SECONDS))
    page = site.sign_in(reader).get("directives.changes", voi=1, **place(directive))
    shown = {"page": 0, "nonce": nonce_on(page)}
    said = site.post("reading.seen", shown, **place(directive)).json
    assert said["step"] == "opened"
    assert 2 * SECONDS < said["wait"] <= 3 * SECONDS
    site.post("reading.confirm", **place(directive))
    assert Step.CONFIRMED not in steps(reader)[3:]
