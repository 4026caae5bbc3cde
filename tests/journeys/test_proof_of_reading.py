"""Reading is asked for, proven, watched and reminded of: in a real browser, as each person."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from config import Settings
from intranet import create_app
from intranet.core.database import db
from intranet.directives import actions as repository
from intranet.directives.models import Directive
from intranet.directives.values import ReadingOrder
from intranet.people.models import Department, StaffMember
from intranet.people.roles import Role
from intranet.reading.quiz import questions
from intranet.reading.quiz.questions import QuestionDraft
from tests.journeys.conftest import Portal
from tests.journeys.test_main_line import read_all
from tests.making import Make, hashed
from tests.reading.making import confirm, given
from tests.site import PASSWORD

OLD = ("Điều 1. Hạn báo cáo là ngày 30/6.", "Điều 2. Giữ nguyên nơi nhận.")
NEW = ("Điều 1. Hạn báo cáo là ngày 15/7.", "Điều 2. Giữ nguyên nơi nhận.")
CONFIRM = "Tôi đã đọc và nắm được nội dung"


@contextmanager
def office(portal: Portal) -> Iterator[tuple[Make, dict[str, StaffMember]]]:
    """The running portal's own database: what the Office did before the journey begins."""
    app = create_app(Settings(data=portal.settings.data))
    with app.app_context():
        people = {one.username: one for one in db.session.query(StaffMember)}
        yield Make(db.session), people
        db.session.commit()
        db.session.remove()
        db.engine.dispose()


def asked_of(make: Make, unit: Department, clerk: StaffMember, symbol: str) -> Directive:
    """A directive of two pages that a unit was asked to read."""
    return given(make, audience=[unit], by=clerk, symbol=symbol, pages=OLD,
                 subject=f"Kế hoạch kiểm tra theo văn bản {symbol}")  # fmt: skip


@pytest.fixture(scope="module")
def addresses(portal: Portal) -> dict[str, str]:
    """Where the papers of these journeys lie: one with questions, one renewed, one plain."""
    with office(portal) as (make, people):
        clerk, reader = people["vanthu"], people["docgia"]
        make.serving(
            StaffMember(
                username="truongphong", full_name="Bế Văn Trưởng", role=Role.UNIT_HEAD,
                department=people["nguoingoai"].department, password_hash=hashed(PASSWORD),
                must_change_password=False,
            )
        )  # fmt: skip
        unit = reader.department
        with_questions = asked_of(make, unit, clerk, "801/KH-UBND")
        questions.set_questions(
            db.session, clerk, with_questions.latest,
            [QuestionDraft("Hạn báo cáo là ngày nào?", ("15/7", "30/6"), 1, 1)],
        )  # fmt: skip
        renewed = asked_of(make, unit, clerk, "802/KH-UBND")
        confirm(reader, renewed)
        repository.add_version(
            db.session, clerk, renewed, make.file(NEW), "Lùi hạn báo cáo", True,
            ReadingOrder(working_days=3),
        )  # fmt: skip
        plain = given(make, by=clerk, symbol="803/KH-UBND", pages=OLD)
        keys = asked_of(make, unit, clerk, "804/KH-UBND")
        found = {"questions": with_questions, "renewed": renewed, "plain": plain, "keys": keys}
        return {name: f"/van-ban/{one.id}" for name, one in found.items()}


def test_a_wrong_answer_leads_to_the_page_and_the_right_one_confirms(
    person: Callable[..., Page], addresses: dict[str, str]
) -> None:
    page = person("docgia")
    page.goto(addresses["questions"])
    read_all(page)
    page.get_by_role("button", name=CONFIRM).click()
    expect(page.locator("h1")).to_contain_text("1 câu trước khi xác nhận")
    page.get_by_label("15/7").check()
    page.get_by_role("button", name="Trả lời và xác nhận").click()
    expect(page.locator("main")).to_contain_text("Những câu dưới đây chưa đúng")
    page.get_by_role("link", name="Đọc lại trang 1").click()
    expect(page.locator("main")).to_contain_text("Hạn báo cáo là ngày 30/6")
    page.get_by_role("button", name=CONFIRM).click()
    page.get_by_label("30/6").check()
    page.get_by_role("button", name="Trả lời và xác nhận").click()
    expect(page.locator(".receipt--done")).to_contain_text("Tôi đã xác nhận")


def test_a_new_version_shows_what_changed_and_is_confirmed_by_it(
    person: Callable[..., Page], addresses: dict[str, str]
) -> None:
    page = person("docgia")
    page.goto(addresses["renewed"])
    page.get_by_role("link", name="Chỉ đọc phần thay đổi").click()
    expect(page.locator("h1")).to_contain_text("1 chỗ khác bản 1")
    expect(page.locator("ins")).to_contain_text("15/7")
    expect(page.locator("main")).not_to_contain_text("Giữ nguyên nơi nhận")
    button = page.get_by_role("button", name="Tôi đã đọc và nắm được phần thay đổi")
    expect(button).to_be_enabled(timeout=15_000)
    button.click()
    expect(page.locator(".receipt--done")).to_contain_text("Tôi đã xác nhận")
    page.goto("/bien-nhan")
    expect(page.locator("main")).to_contain_text("đọc phần thay đổi so với bản 1")
    with page.expect_download() as sheet:
        page.locator("a[href*='giay-xac-nhan.pdf']").first.click()
    assert sheet.value.path().read_bytes().startswith(b"%PDF")


def test_the_text_is_read_by_keyboard_and_a_page_takes_its_time(
    person: Callable[..., Page], addresses: dict[str, str]
) -> None:
    page = person("docgia")
    begun = time.monotonic()
    page.goto(addresses["keys"])
    expect(page.locator("[data-view=text] [data-page='1']")).to_have_accessible_name(
        "804/KH-UBND, trang 1"
    )
    seen = page.locator("[data-seen-count]")
    for n in (1, 2):
        expect(seen).to_have_text(str(n), timeout=30_000)
        assert time.monotonic() - begun >= 2 * n  # SECONDS_A_PAGE by the server's clock
        page.keyboard.press("PageDown")
    page.get_by_role("button", name=CONFIRM).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".receipt--done")).to_contain_text("Tôi đã xác nhận")


def test_a_unit_head_sees_the_own_unit_and_no_other(
    person: Callable[..., Page], addresses: dict[str, str]
) -> None:
    page = person("truongphong")
    page.goto(addresses["plain"].replace("/van-ban/", "/theo-doi/"))
    people = page.get_by_role("table").last
    expect(people).to_contain_text("Triệu Văn Khánh")
    expect(people).not_to_contain_text("Lý Thu Hằng")
    answer = page.goto(addresses["questions"].replace("/van-ban/", "/theo-doi/"))
    assert answer is not None
    assert answer.status == 404


def test_the_clerk_enters_a_signed_paper(
    person: Callable[..., Page], addresses: dict[str, str]
) -> None:
    page = person("vanthu")
    page.goto(addresses["plain"].replace("/van-ban/", "/theo-doi/"))
    page.get_by_role("link", name="Ghi nhận đã phổ biến ngoài cổng").click()
    page.get_by_label("Bản giấy đã ký nhận").check()
    page.get_by_label("Triệu Văn Khánh").check()
    page.get_by_role("button", name="Ghi biên nhận").click()
    expect(page.locator("main")).to_contain_text("Hãy ghi lý do")
    page.get_by_label("Căn cứ, nơi lưu").fill("Phiếu ký nhận số 12, lưu Văn phòng")
    page.get_by_role("button", name="Ghi biên nhận").click()
    expect(page.locator("body")).to_contain_text("Đã ghi biên nhận của 1 người")
    page.get_by_role("link", name="Đã xong").click()
    expect(page.get_by_role("row", name="Triệu Văn Khánh")).to_contain_text("Bản giấy")


def test_the_leader_reminds_and_takes_the_list_out(
    person: Callable[..., Page], addresses: dict[str, str]
) -> None:
    page = person("lanhdao")
    page.goto(addresses["plain"].replace("/van-ban/", "/theo-doi/"))
    page.get_by_label("Chọn Lý Thu Hằng").check()
    page.get_by_role("button", name="Gửi lời nhắc cho 1 người").click()
    expect(page.locator("body")).to_contain_text("Đã nhắc 1 người")
    expect(page.locator("main")).to_contain_text("bởi Hoàng Đức Sơn")
    page.get_by_role("link", name="Danh sách chưa xong").click()
    page.get_by_label("Lý do xuất").fill("Báo cáo giao ban tháng")
    with page.expect_download() as book:
        page.get_by_role("button", name="Xuất Excel").click()
    assert book.value.path().read_bytes().startswith(b"PK")
    reader = person("docgia")
    reader.goto("/thong-bao")
    expect(reader.locator("main")).to_contain_text("Hoàng Đức Sơn nhắc bạn đọc 803/KH-UBND")
