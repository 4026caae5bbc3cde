"""The clerk says whom a paper is for; what is shown before is what is asked afterwards."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from intranet.core.clock import local_day, now, today
from intranet.core.database import db
from intranet.directives.models import Directive
from intranet.directives.values import Following
from intranet.people.models import StaffMember
from intranet.people.organization import absences_and_delegations
from intranet.people.organization.groups import keep_group
from intranet.people.organization.models import AbsenceKind
from intranet.people.organization.working_days import calendar
from intranet.people.roles import Role
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.models import Assignment
from tests.intake.waiting_items import FACTS, waiting_item
from tests.making import Make
from tests.site import Site


@pytest.fixture
def office(make: Make) -> dict[str, StaffMember]:
    """Two units of three, one title in both, one group across them, and the clerk."""
    one, two = make.department("Phòng Một"), make.department("Phòng Hai")
    people = {
        "a1": make.staff(department=one, title="Thanh tra viên"),
        "a2": make.staff(department=one),
        "a3": make.unit_head(department=one),
        "b1": make.staff(department=two, title="Thanh tra viên"),
        "b2": make.staff(department=two),
        "b3": make.unit_head(department=two),
    }
    people["clerk"] = make.clerk(department=two)
    keep_group(db.session, people["clerk"], None, "Ban biên tập",
               {people["a2"].id, people["b2"].id})  # fmt: skip
    db.session.commit()
    return people


def chosen(office: dict[str, StaffMember], case: str) -> tuple[dict[str, object], set[str]]:
    """The form of a case, and who is meant by it."""
    one, two = office["a1"].department_id, office["b1"].department_id
    return {
        "a unit": ({"departments": one}, {"a1", "a2", "a3"}),
        "a title": ({"titles": "Thanh tra viên"}, {"a1", "b1"}),
        "a role": ({"roles": Role.UNIT_HEAD.value}, {"a3", "b3"}),
        "a group": ({"groups": 1}, {"a2", "b2"}),
        "a unit but one": ({"departments": one, "except_staff": office["a2"].id}, {"a1", "a3"}),
        "heads and a person": ({"roles": "unit_head", "staff": office["a1"].id},
                               {"a1", "a3", "b3"}),
        "all but a unit": ({"audience": "all", "except_departments": two}, {"a1", "a2", "a3"}),
    }[case]  # fmt: skip


CASES = ["a unit", "a title", "a role", "a group", "a unit but one", "heads and a person",
         "all but a unit"]  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_preview_counts_exactly_those_who_are_asked(
    site: Site, make: Make, office: dict[str, StaffMember], case: str
) -> None:
    fields, meant = chosen(office, case)
    form = {"audience": "chosen", **fields}
    site.sign_in(office["clerk"])
    item = waiting_item(make, office["clerk"])
    shown = site.fetch("intake.audience_preview", **form).get_data(as_text=True)
    assert f"{len(meant)} người" in shown
    answer = site.post("intake.decide", {**FACTS, **form, "do": "publish", "assign": "y"},
                       item_id=item.id)  # fmt: skip
    assert answer.status_code == 302, answer.get_data(as_text=True)
    asked = set(db.session.scalars(select(ReadingPeriod.staff_id)))
    assert asked == {office[name].id for name in meant}


def published(site: Site, make: Make, clerk: StaffMember, **fields: object) -> Assignment:
    site.sign_in(clerk)
    form = {**FACTS, "audience": "all", "do": "publish", "assign": "y", **fields}
    answer = site.post("intake.decide", form, item_id=waiting_item(make, clerk).id)
    assert answer.status_code == 302, answer.get_data(as_text=True)
    return db.session.scalars(select(Assignment).order_by(Assignment.id.desc())).first()


def test_a_number_of_working_days_becomes_the_day_it_falls_on(
    site: Site, make: Make, office: dict[str, StaffMember]
) -> None:
    given = published(site, make, office["clerk"], deadline_days=5)
    assert given.working_days == 5
    assert given.deadline == calendar(db.session).after(local_day(now()), 5)


def test_a_fixed_list_leaves_out_who_comes_later(
    site: Site, make: Make, office: dict[str, StaffMember]
) -> None:
    fixed = published(site, make, office["clerk"], following="fixed", remind="")
    assert (fixed.following, fixed.remind) == (Following.FIXED, False)
    open_list = published(site, make, office["clerk"], following="follows", remind="y",
                          symbol="99/KH-UBND")  # fmt: skip
    newcomer = make.staff(joined_on=today() + timedelta(days=1))
    periods = select(ReadingPeriod.assignment_id).filter_by(staff_id=newcomer.id)
    asked = set(db.session.scalars(periods))
    assert fixed.id not in asked
    assert open_list.id in asked


def test_an_audience_that_empties_is_told_beside_the_field(
    site: Site, make: Make, office: dict[str, StaffMember]
) -> None:
    site.sign_in(office["clerk"])
    form = {**FACTS, "audience": "chosen", "staff": office["a1"].id, "do": "publish",
            "except_staff": office["a1"].id, "assign": "y"}  # fmt: skip
    answer = site.post("intake.decide", form, item_id=waiting_item(make, office["clerk"]).id)
    assert answer.status_code == 400
    assert "Chưa ai được chọn" in answer.get_data(as_text=True)
    assert db.session.scalar(select(Directive)) is None


def test_a_deadline_that_has_passed_is_told_beside_the_field(
    site: Site, make: Make, office: dict[str, StaffMember]
) -> None:
    site.sign_in(office["clerk"])
    yesterday = f"{today() - timedelta(days=1):%d/%m/%Y}"
    form = {**FACTS, "audience": "all", "do": "publish", "assign": "y", "deadline": yesterday}
    answer = site.post("intake.decide", form, item_id=waiting_item(make, office["clerk"]).id)
    assert answer.status_code == 400
    assert "Hạn đọc" in answer.get_data(as_text=True)
    assert db.session.scalar(select(Directive)) is None


def test_who_is_away_is_named_before_publishing(
    site: Site, make: Make, office: dict[str, StaffMember]
) -> None:
    absences_and_delegations.note_absence(
        db.session, office["clerk"], office["a1"], today(), None, AbsenceKind.STUDY
    )
    db.session.commit()
    site.sign_in(office["clerk"])
    shown = site.fetch("intake.audience_preview", audience="all").get_data(as_text=True)
    assert f"Đang nghỉ dài, được miễn: {office['a1'].full_name}." in shown


def test_whoever_is_left_out_finds_it_nowhere(
    site: Site, make: Make, office: dict[str, StaffMember]
) -> None:
    given = published(site, make, office["clerk"], except_staff=office["a1"].id)
    site.sign_in(office["a1"])
    assert site.fetch("directives.show", directive_id=given.directive_id).status_code == 404
    assert given.directive.symbol not in site.get("directives.register").text
