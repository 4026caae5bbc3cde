"""The lists behind the figures, and who may see whose names."""

from intranet.people.models import StaffMember
from intranet.programme.figures import from_text
from tests.making import Make
from tests.programme.making import acts, asked, confirmed, report, texts
from tests.site import Site


def test_a_leader_sees_the_figures_and_the_lists_behind_them(
    make: Make, site: Site, leader: StaffMember, people: list[StaffMember]
) -> None:
    directive = asked(make, 9, audience=people)
    confirmed(directive, people[0], 8)
    made = report(leader)
    page = site.sign_in(leader).get("programme.show", number=made.id)
    assert directive.symbol in page.text
    assert "25%" in page.headline
    line = from_text(made.figures).directives[0]
    listed = site.get(
        "programme.people", giao=line.assignment_id, ngay=made.as_of.isoformat(), so=line.missing
    )
    assert listed.headline == "3 lượt chưa hoàn thành"
    assert people[3].full_name in listed.text
    assert people[0].full_name not in listed.text


def test_a_list_that_grew_meanwhile_says_so(
    make: Make, site: Site, leader: StaffMember, people: list[StaffMember]
) -> None:
    asked(make, 9, audience=people)
    page = site.sign_in(leader).get("programme.people", so=3)
    assert "nay tính lại là 4" in page.text


def test_a_unit_head_gets_the_names_of_the_own_unit_alone(make: Make, site: Site) -> None:
    head, other = make.unit_head(), make.staff()
    mine = make.staff(department=head.department)
    asked(make, 9, audience=[mine, other])
    page = site.sign_in(head).get("programme.people")
    assert mine.full_name in page.text
    assert other.full_name not in page.text
    elsewhere = site.get("programme.people", **{"don-vi": other.department_id})
    assert other.full_name not in elsewhere.text
    taken = site.post("programme.export_people", {"reason": "nhắc trong đơn vị"})
    assert other.full_name not in texts(taken.get_data())
    assert mine.full_name in texts(taken.get_data())
    assert [one.detail["rows"] for one in acts("missing.exported")] == [1]
