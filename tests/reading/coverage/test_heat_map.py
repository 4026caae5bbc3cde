"""The map of coverage: filtered, as it stood on any day, with the two numbers of the plan."""

from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import select

from intranet.core.clock import HOME, today
from intranet.core.database import db
from intranet.directives.models import Directive
from intranet.language.bodies.levels import Level
from intranet.people.models import StaffMember
from intranet.people.organization.working_days import keep_year
from intranet.reading.coverage import queries
from intranet.reading.coverage.counts import add_up
from intranet.reading.coverage.curve import days_done
from intranet.reading.coverage.filter import CoverageFilter
from intranet.reading.coverage.forecast import Forecast, forecast
from intranet.reading.coverage.heat_map import heat_map
from intranet.reading.models import Assignment, Step
from intranet.reading.plan import plan_indicators
from intranet.reading.receipts.steps import take_steps
from tests.making import Make
from tests.reading.making import confirm, given
from tests.site import Site


def noon(days_ago: int) -> datetime:
    return datetime.combine(today() - timedelta(days=days_ago), time(12), HOME)


def given_ago(make: Make, days: int, **about: object) -> Directive:
    return given(make, published_at=noon(days), **about)


def confirmed_ago(person: StaffMember, directive: Directive, days: int) -> None:
    steps = (Step.OPENED, Step.READ_THROUGH, Step.CONFIRMED)
    take_steps(db.session, directive.latest, [person], steps, noon(days))
    db.session.commit()


def test_the_map_of_a_past_day_shows_what_was_known_then(site: Site, make: Make) -> None:
    unit = make.department()
    early, late = make.staff(department=unit), make.staff(department=unit)
    directive = given_ago(make, 10, audience=[unit], symbol="7-CT/TU")
    confirmed_ago(early, directive, 8)
    confirmed_ago(late, directive, 2)
    leader = make.leader()
    for days, done in ((9, 0), (5, 1), (1, 2)):
        day = today() - timedelta(days=days)
        [row] = heat_map(db.session, leader, CoverageFilter(day=day)).rows
        assert row.counts.done == done
        assert row.counts == add_up(queries.unit_counts(db.session, leader, day=day))
    site.sign_in(leader)
    page = site.get("reading.coverage", ngay=f"{today() - timedelta(days=5):%Y-%m-%d}")
    assert page.headline == f"Số liệu đến hết ngày {today() - timedelta(days=5):%d/%m/%Y}"
    assert "7-CT/TU" in page.text
    before = site.get("reading.coverage", ngay=f"{today() - timedelta(days=20):%Y-%m-%d}")
    assert "7-CT/TU" not in before.text


def test_the_map_is_narrowed_by_level_body_topic_and_time(make: Make) -> None:
    centre, here = make.body("Chính phủ", level=Level.CENTRAL), make.body()
    topic = make.topic("Chuyển đổi số")
    old = given_ago(make, 30, issuing_body=centre, level=Level.CENTRAL, topics=[topic])
    new = given_ago(make, 2, issuing_body=here)
    leader = make.leader()

    def found(**asked: object) -> set[int]:
        rows = heat_map(db.session, leader, CoverageFilter(**asked)).rows  # type: ignore[arg-type]
        return {row.assignment.directive_id for row in rows}

    assert found() == {old.id, new.id}
    assert found(level=Level.CENTRAL) == found(body=centre.id) == found(topic=topic.id) == {old.id}
    assert found(since=today() - timedelta(days=5)) == {new.id}
    assert found(until=today() - timedelta(days=5)) == {old.id}


def test_what_everybody_has_done_stands_there_when_asked_for(make: Make) -> None:
    unit, leader = make.department(), make.leader()
    confirm(make.staff(department=unit), given(make, audience=[unit]))
    assert heat_map(db.session, leader).rows == []
    assert len(heat_map(db.session, leader, CoverageFilter(finished=True)).rows) == 1


@pytest.mark.parametrize("odd", ["hôm qua", "2999-01-01", "0", "1e9"])
def test_an_address_that_means_nothing_shows_today(site: Site, make: Make, odd: str) -> None:
    given(make, symbol="8-CT/TU")
    site.sign_in(make.leader())
    page = site.get("reading.coverage", **dict.fromkeys(("ngay", "cap", "trang"), odd))
    assert "8-CT/TU" in page.text, page.headline


def test_shared_in_time_counts_working_days_without_days_off(site: Site, make: Make) -> None:
    day = today()
    arrived = day - timedelta(days=10)
    make.directive(symbol="1/KH-UBND", received_on=arrived, published_at=noon(0))
    leader, clerk = make.leader(), make.clerk()
    assert plan_indicators.shared_in_time(db.session, leader, 2, day).done == 0
    off = {arrived + timedelta(days=n): "nghỉ" for n in range(1, 10)}
    for year in {one.year for one in off}:
        keep_year(db.session, clerk, year, off, {})
    db.session.commit()
    expected = 1 if arrived.year == day.year else 0
    assert plan_indicators.shared_in_time(db.session, leader, 2, day).done == expected
    keep_year(db.session, clerk, day.year, {}, {})
    db.session.commit()
    if expected:
        page = site.sign_in(leader).get("reading.shared_late")
        assert "1/KH-UBND" in page.text
        assert "1 văn bản chia sẻ chậm" in page.headline


def test_the_way_of_a_directive_and_its_forecast(site: Site, make: Make) -> None:
    unit, leader = make.department(), make.leader()
    people = [make.staff(department=unit) for _ in range(4)]
    directive = given_ago(make, 12, audience=[unit])
    task = db.session.scalars(select(Assignment).filter_by(directive_id=directive.id)).one()

    def told(missing: int) -> Forecast:
        return forecast(db.session, days_done(db.session, leader, task), task, missing)

    assert told(4).expected_on is None  # nobody reads: nothing to say
    for person in people[:2]:
        confirmed_ago(person, directive, 1)
    found = told(2)
    assert found.expected_on == today() + timedelta(days=7)
    stops = {milestone.name: milestone.day for milestone in found.milestones}
    assert stops["opened"] == today() - timedelta(days=1)
    assert stops["complete"] is None
    for person in people[2:]:
        confirmed_ago(person, directive, 0)
    done = told(0)
    assert done.milestones[-1].day == today()
    page = site.sign_in(leader).get("reading.directive_coverage", directive_id=directive.id)
    assert "Đủ mọi người" in page.text


def test_on_its_last_day_a_directive_is_due_today(site: Site, make: Make) -> None:
    make.staff()
    given(make, deadline=today(), symbol="19-CT/TU")
    page = site.sign_in(make.leader()).get("reading.coverage")
    assert "Hạn hôm nay" in page.text
    assert "Còn 0 ngày" not in page.text
