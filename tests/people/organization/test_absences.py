"""The Office keeps absences, stand-ins, groups and days off."""

from datetime import date, timedelta

import pytest
from hypothesis import given as over
from hypothesis import strategies as st
from sqlalchemy import select

from intranet.core.clock import today
from intranet.core.database import db
from intranet.people.errors import UnreadableLine
from intranet.people.models import Delegation
from intranet.people.organization.absences_and_delegations import stand_ins
from intranet.people.organization.groups import members_of
from intranet.people.organization.holiday_forms import read_holidays
from intranet.people.organization.models import Absence, StaffGroup
from intranet.people.organization.working_days import calendar
from intranet.reading.assignments.my_reading import my_counts
from tests.making import Make
from tests.reading.making import given
from tests.site import Site


@pytest.fixture
def office(site: Site, make: Make) -> Site:
    """The clerk at the portal."""
    return site.sign_in(make.clerk())


def day(ahead: int) -> str:
    return f"{today() + timedelta(days=ahead):%d/%m/%Y}"


def test_who_is_away_is_excused_until_the_return(office: Site, make: Make) -> None:
    person = make.staff(full_name="Nông Thị Vắng")
    given(make)
    form = {"nghi-staff": person.id, "nghi-kind": "secondment", "nghi-since": day(0)}
    assert office.post("people.away_note", form | {"nghi-until": day(30)}).status_code == 302
    assert "Nông Thị Vắng" in office.get("people.away").text
    assert (my_counts(db.session, person).left, my_counts(db.session, person).excused) == (0, 1)
    [absence] = db.session.scalars(select(Absence))
    office.post("people.away_withdraw", kind="nghi", number=absence.id)
    assert my_counts(db.session, person).left == 1


def test_a_return_before_the_beginning_is_told(office: Site, make: Make) -> None:
    form = {"nghi-staff": make.staff().id, "nghi-kind": "study", "nghi-since": day(3)}
    answer = office.post("people.away_note", form | {"nghi-until": day(1)})
    assert answer.status_code == 400
    assert "Ngày kết thúc phải sau ngày bắt đầu" in answer.get_data(as_text=True)
    assert db.session.scalar(select(Absence)) is None


def test_who_stands_in_is_known_for_those_days(office: Site, make: Make) -> None:
    head, deputy = make.unit_head(), make.staff()
    form = {"uy-quyen-staff": head.id, "uy-quyen-to": deputy.id, "uy-quyen-since": day(0)}
    assert office.post("people.away_delegate", form | {"uy-quyen-until": day(5)}).status_code == 302
    assert list(stand_ins(db.session, [head.id])) == [deputy.id]
    assert list(stand_ins(db.session, [head.id], today() + timedelta(days=5))) == []
    wrong = office.post("people.away_delegate", {**form, "uy-quyen-to": head.id,
                                                 "uy-quyen-until": day(5)})  # fmt: skip
    assert "Không thể ủy quyền cho chính mình" in wrong.get_data(as_text=True)
    [kept] = db.session.scalars(select(Delegation))
    office.post("people.away_withdraw", kind="uy-quyen", number=kept.id)
    assert list(stand_ins(db.session, [head.id])) == []


def test_a_group_is_made_and_changed(office: Site, make: Make) -> None:
    one, two = make.staff(), make.staff()
    office.post("people.group", {"name": "Ban biên tập", "people": one.id}, number=0)
    group = db.session.scalars(select(StaffGroup)).one()
    office.post("people.group", {"name": "Ban biên tập", "people": two.id}, number=group.id)
    assert list(db.session.scalars(members_of(group.id))) == [two.id]
    assert "Ban biên tập" in office.get("people.groups").text
    again = office.post("people.group", {"name": "Ban biên tập"}, number=0)
    assert again.status_code == 400
    assert office.fetch("people.group", number=99).status_code == 404


def test_days_off_move_what_a_working_day_is(office: Site) -> None:
    text = "02/09/2026 Quốc khánh\n22/08/2026 làm bù cho 31/8\n\n31/08/2026 Nghỉ hoán đổi"
    assert office.post("people.days_off", {"days": text}, nam=2026).status_code == 302
    found = calendar(db.session)
    assert not found.is_working(date(2026, 9, 2))
    assert found.is_working(date(2026, 8, 22))
    page = office.get("people.days_off", nam=2026)
    assert page.headline == "Năm 2026 có 2 ngày nghỉ, 1 ngày làm bù"


@over(st.text(alphabet="02/9 \nabc.-", max_size=40))
def test_whatever_is_typed_as_days_is_kept_or_its_line_is_named(text: str) -> None:
    lines = [one for one in text.splitlines() if one.strip()]
    try:
        off, worked = read_holidays(text)
    except UnreadableLine:
        assert lines
    else:
        assert len(off) + len(worked) <= len(lines)


def test_a_line_without_a_day_is_named_and_nothing_changes(office: Site) -> None:
    answer = office.post("people.days_off", {"days": "02/09/2026 Quốc khánh\nTết"}, nam=2026)
    assert answer.status_code == 400
    assert "Dòng 2 không bắt đầu bằng một ngày" in answer.get_data(as_text=True)
    assert calendar(db.session).is_working(date(2026, 9, 2))


def test_days_off_are_entered_row_by_row_and_a_wrong_row_says_why(office: Site) -> None:
    begun = office.get("people.days_off", nam=2026, le=1)
    assert "02/09/2026" in [field.get("value") for field in begun.all("input")]
    rows = {
        "day": ["2/9/2026", "31/2/2026", "22/08/2026", "2.9.2026", "01/01/2027", "24/08/2026", ""],
        "name": ["Quốc khánh", "Tết", "Hoán đổi", "Lại Quốc khánh", "Sang năm", "Thứ Hai", ""],
        "kind": ["off", "off", "worked", "off", "off", "worked", "off"],
    }
    refused = office.post("people.days_off", rows, nam=2026)
    assert refused.status_code == 400
    said = refused.get_data(as_text=True)
    for words in (
        "Không đọc được ngày",
        "đã có ở dòng trên",
        "không thuộc năm 2026",
        "phải là Thứ Bảy",
    ):
        assert said.count(words) == 1
    assert "31/2/2026" in said  # nothing typed is lost
    assert office.get("people.days_off", nam=2026).headline == "Chưa nhập ngày nghỉ năm 2026"
    fine = {name: [values[0], values[2]] for name, values in rows.items()}
    assert office.post("people.days_off", fine, nam=2026).status_code == 302
    found = calendar(db.session)
    assert (found.is_working(date(2026, 9, 2)), found.is_working(date(2026, 8, 22))) == (
        False,
        True,
    )


def test_nobody_is_away_or_stands_in_unless_somebody_was_chosen(office: Site) -> None:
    page = office.get("people.away")
    selects = [one for one in page.all("select") if one.get("name", "").endswith(("staff", "to"))]
    assert len(selects) == 3
    for one in selects:
        assert [
            option.get("value") for option in list(one.iter()) if "selected" in option.attrib
        ] == [""]
    answer = office.post("people.away_note", {"nghi-since": "01/12/2026"})
    assert answer.status_code == 400
    assert answer.get_data(as_text=True).count("Ô này cần được điền.") >= 2
