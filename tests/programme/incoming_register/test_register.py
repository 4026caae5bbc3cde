"""The register of incoming papers, and the periods of reports."""

import io
from datetime import date

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from openpyxl import load_workbook
from sqlalchemy import select

from intranet.core.audit import AuditEntry
from intranet.core.database import db
from intranet.directives.models import AudienceEntry
from intranet.language.bodies.levels import Level
from intranet.people.roles import Role
from intranet.programme.incoming_register.models import ArrivalNumber
from intranet.programme.incoming_register.register import (
    audience_in_words,
    entries,
    number_arrivals,
)
from intranet.programme.reports.errors import NoSuchDay
from intranet.programme.reports.periods import keep_period, periods
from tests.making import Make
from tests.programme.making import ago, asked, confirmed
from tests.site import Site


def numbers() -> dict[int, tuple[int, int]]:
    rows = db.session.scalars(select(ArrivalNumber))
    return {one.directive_id: (one.year, one.number) for one in rows}


def test_each_year_has_one_series_in_the_order_of_arrival(make: Make) -> None:
    late = make.directive(received_on=date(2025, 12, 30))
    early = make.directive(received_on=date(2025, 12, 1))
    new_year = make.directive(received_on=date(2026, 1, 2))
    own = make.directive(received_on=date(2026, 1, 3), level=Level.AGENCY)
    number_arrivals(db.session)
    assert numbers() == {early.id: (2025, 1), late.id: (2025, 2), new_year.id: (2026, 1)}
    assert own.id not in numbers()


def test_a_number_is_given_on_publication_and_never_again(make: Make) -> None:
    first = asked(make, 3)
    assert number_arrivals(db.session)
    before = numbers()
    first.received_on = ago(900)
    asked(make, 2)
    number_arrivals(db.session)
    db.session.commit()
    assert before.items() <= numbers().items()
    assert number_arrivals(db.session) == []


def test_the_register_has_the_columns_of_the_decree(make: Make, site: Site) -> None:
    leader = make.leader()
    person = make.staff()
    directive = asked(make, 5, subject="phát triển khoa học", audience=[person])
    make.directive(level=Level.AGENCY, received_on=ago(5))
    confirmed(directive, person, 4)
    number_arrivals(db.session)
    db.session.commit()
    (entry,) = entries(db.session, leader, ago(30), ago(0))
    assert (entry.number, entry.kind_and_subject) == (1, "Kế hoạch. Phát triển khoa học")
    assert (entry.addressees, entry.signed) == (person.full_name, "1/1")
    page = site.sign_in(leader).get("programme.register")
    assert page.headline == "1 văn bản đến"
    assert directive.symbol in page.text


def test_the_register_is_taken_out_as_a_book_and_as_a_workbook(make: Make, site: Site) -> None:
    directive = asked(make, 5)
    site.sign_in(make.clerk())
    reason = {"reason": "lưu hồ sơ năm"}
    word = site.post("programme.export_register", {**reason, "form": "docx"})
    book = Document(io.BytesIO(word.get_data()))
    assert book.sections[0].orientation == WD_ORIENT.LANDSCAPE
    assert book.tables[0].rows[1].cells[3].text == directive.symbol
    assert len(book.tables[0].columns) == 10
    sheet = load_workbook(
        io.BytesIO(site.post("programme.export_register", {**reason, "form": "xlsx"}).get_data())
    ).worksheets[0]
    assert [sheet["B4"].value, sheet["D4"].value] == [1, directive.symbol]
    told = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "register.exported")).all()
    assert [(one.detail["form"], one.detail["reason"]) for one in told] == [
        ("docx", "lưu hồ sơ năm"), ("xlsx", "lưu hồ sơ năm"),
    ]  # fmt: skip


def test_without_a_reason_nothing_leaves_the_portal(make: Make, site: Site) -> None:
    site.sign_in(make.clerk())
    answer = site.post("programme.export_register", {"form": "xlsx"})
    assert answer.status_code == 302
    assert not db.session.scalars(
        select(AuditEntry).where(AuditEntry.act == "register.exported")
    ).all()


def test_an_audience_is_told_in_words(make: Make) -> None:
    unit, person = make.department("Văn phòng"), make.staff(full_name="Lý Thu Hằng")
    rows = [
        AudienceEntry(department=unit),
        AudienceEntry(role=Role.UNIT_HEAD),
        AudienceEntry(staff=person, excluded=True),
    ]
    assert audience_in_words(rows) == "Văn phòng, Trưởng đơn vị; trừ Lý Thu Hằng"
    assert audience_in_words([AudienceEntry()]) == "Toàn cơ quan"


def _period(code: str):
    return next(one for one in periods(db.session) if one.code == code)


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("thang-1", date(2025, 12, 15), date(2026, 1, 14)),
        ("thang-3", date(2026, 2, 15), date(2026, 3, 14)),
        ("quy-1", date(2025, 12, 15), date(2026, 3, 14)),
        ("6-thang", date(2025, 12, 15), date(2026, 6, 14)),
        ("9-thang", date(2025, 12, 15), date(2026, 9, 14)),
        ("nam", date(2025, 12, 15), date(2026, 12, 14)),
    ],
)
def test_periods_end_on_the_fourteenth_as_the_decree_says(
    make: Make, code: str, first: date, last: date
) -> None:
    assert _period(code).within(2026) == (first, last)


def test_the_office_changes_a_period_and_a_wrong_day_changes_nothing(
    make: Make, site: Site
) -> None:
    clerk = make.clerk()
    with pytest.raises(NoSuchDay):
        keep_period(db.session, clerk, "nam", (2, 30), (12, 31))
    typed = {
        f"{one.code}-{end}": f"{day}/{month}"
        for one in periods(db.session)
        for end, (month, day) in (("dau", one.first), ("cuoi", one.last))
    }
    site.sign_in(clerk)
    site.get("programme.periods")
    wrong = site.post("programme.keep_periods", {**typed, "nam-cuoi": "31/14"})
    assert wrong.status_code == 400
    right = {**typed, "nam-dau": "01/01", "nam-cuoi": "31/12"}
    assert site.post("programme.keep_periods", right).status_code == 302
    assert _period("nam").within(2026) == (date(2026, 1, 1), date(2026, 12, 31))
    assert _period("quy-2").first == (3, 15)
