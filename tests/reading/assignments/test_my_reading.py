"""My reading: what is late, due, new, begun, excused and done, each in its part."""

from datetime import timedelta

from sqlalchemy import select

from intranet.core.clock import today
from intranet.core.database import db
from intranet.directives.models import Directive
from intranet.people.models import StaffMember
from intranet.reading.assignments import actions, my_reading
from intranet.reading.models import Assignment
from tests.making import Make
from tests.reading.making import confirm, given, read
from tests.site import Site

TWO = ("Trang một.", "Trang hai.")


def excuse(directive: Directive, person: StaffMember) -> None:
    task = db.session.scalars(select(Assignment).filter_by(directive_id=directive.id)).one()
    actions.excuse(db.session, directive.published_by, task, person, "đi học dài hạn", today())
    db.session.commit()


def test_each_directive_stands_in_its_part(site: Site, make: Make) -> None:
    person, day = make.staff(), today()
    given(make, symbol="1/KH-A", deadline=day - timedelta(days=2))
    given(make, symbol="2/KH-A", deadline=day + timedelta(days=1))
    given(make, symbol="3/KH-A", deadline=day + timedelta(days=20))
    begun = given(make, symbol="4/KH-A", deadline=day + timedelta(days=30), pages=TWO)
    read(person, begun, pages=1)
    excuse(given(make, symbol="5/KH-A", deadline=day - timedelta(days=9)), person)
    confirm(person, given(make, symbol="6/KH-A", deadline=day))
    page = site.sign_in(person).get("reading.mine")
    assert page.headline == "Còn 4 văn bản cần đọc, 1 đã quá hạn"
    order = [
        "Quá hạn (1)", "1/KH-A", "Sắp đến hạn (1)", "2/KH-A", "Mới giao, chưa mở (1)", "3/KH-A",
        "Đang đọc (1)", "4/KH-A", "Được miễn đọc (1)", "5/KH-A", "Đã xong (1)", "6/KH-A",
    ]  # fmt: skip
    main = page.text[page.text.index("Quá hạn (1)") :]
    places = [main.index(words) for words in order]
    assert places == sorted(places)


def test_the_numbers_count_what_the_parts_show(make: Make) -> None:
    person, day = make.staff(), today()
    for n in range(5):
        one = given(make, deadline=day + timedelta(days=n - 2))
        if n % 2:
            confirm(person, one)
    excuse(given(make), person)
    counts = my_reading.my_counts(db.session, person)
    rows = my_reading.left_to_read(db.session, person)
    assert (counts.left, counts.late) == (len(rows), sum(one.overdue for one in rows)) == (3, 1)
    assert (counts.done, counts.done_late, counts.excused, counts.total) == (2, 1, 1, 5)


def test_what_is_done_is_shown_a_page_at_a_time(site: Site, make: Make) -> None:
    person = make.staff()
    made = [given(make, symbol=f"{n}/KH-A") for n in range(10, 32)]
    for one in made:
        confirm(person, one)
    site.sign_in(person)
    page = site.get("reading.mine")
    assert "Đã xong (22)" in page.text
    shown = [one.symbol in page.text for one in made]
    assert shown == [False] * 2 + [True] * 20
    assert made[0].symbol in site.get("reading.mine", xong=2).text


def test_whoever_is_excused_is_not_counted_as_waiting(site: Site, make: Make) -> None:
    person = make.staff()
    excuse(given(make, deadline=today() - timedelta(days=1)), person)
    page = site.sign_in(person).get("reading.mine")
    assert page.headline == "Đã đọc hết, không còn văn bản nào chờ"
    assert "Được miễn đọc (1)" in page.text
    assert "Quá hạn" not in page.text
