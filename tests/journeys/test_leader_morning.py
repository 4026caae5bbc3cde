"""A leader's morning: what is overdue, where, who; two people are reminded in four clicks."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from intranet import create_app
from intranet.core.database import db
from intranet.people.models import Department, StaffMember
from tests.journeys.conftest import Portal
from tests.making import Make
from tests.reading.making import given_days_ago


@pytest.fixture(scope="module")
def overdue(portal: Portal) -> str:
    """The symbol of a directive that two people of one unit and one of another missed."""
    with create_app(portal.settings).app_context():
        make = Make(db.session)
        here, other = (
            db.session.scalars(select(Department).filter_by(code=code)).one()
            for code in ("nv2", "nv1")
        )
        people = [
            make.staff(department=unit, full_name=name, username=username)
            for unit, name, username in (
                (here, "Bế Thị Chậm", "chambt"),
                (here, "Nông Văn Trễ", "trenv"),
                (other, "Vi Văn Sau", "sauvv"),
            )
        ]
        clerk = db.session.scalars(select(StaffMember).filter_by(username="vanthu")).one()
        directive = given_days_ago(
            make, 20, lasting=5, audience=people, by=clerk, symbol="611/KH-UBND"
        )
        symbol: str = directive.symbol
        db.session.remove()
        db.engine.dispose()
    return symbol


def test_from_the_home_page_to_two_reminders_and_back_in_four_clicks(
    person: Callable[..., Page], overdue: str
) -> None:
    page = person("lanhdao")
    expect(page.locator("h1")).to_contain_text("văn bản quá hạn ở")
    expect(page.locator("main")).to_contain_text(overdue)
    page.locator(".unit-cards a", has_text="Phòng Nghiệp vụ 2").click()
    expect(page.locator("h1")).to_contain_text("Phòng Nghiệp vụ 2")
    place = page.url.partition("#")[0]
    for name in ("Bế Thị Chậm", "Nông Văn Trễ"):
        page.get_by_label(f"Chọn {name}").check()
    expect(page.locator("[data-letter]:visible").first).to_contain_text("Hoàng Đức Sơn")
    page.get_by_role("button", name="Gửi lời nhắc cho 2 người").click()
    expect(page.locator("body")).to_contain_text("Đã nhắc 2 người")
    assert page.url.partition("#")[0] == place
    expect(page.locator("body")).not_to_contain_text("Vi Văn Sau")
