"""Help inside the portal: a guide that each page leads into, hard words, the first visit."""

import pytest
from flask import Flask

from intranet.core.database import db
from intranet.people.models import StaffMember
from intranet.people.roles import Role
from intranet.web.guide.guide_text import guide
from intranet.web.guide.page_parts import PARTS, part_of
from intranet.web.sidebar import ENTRIES
from tests.making import Make
from tests.site import Site


def test_every_page_of_the_sidebar_leads_to_a_part_that_there_is(app: Flask) -> None:
    anchors = [part.anchor for part in guide()]
    assert len(anchors) == len(set(anchors)), "each part has an address of its own"
    assert set(PARTS.values()) <= set(anchors)
    pages = {page for entry in ENTRIES for page in (entry.endpoint, *entry.covers)}
    assert not [page for page in sorted(pages) if part_of(page) not in anchors]
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert not PARTS.keys() - endpoints


def test_a_page_links_to_what_the_guide_says_of_it(site: Site, make: Make) -> None:
    page = site.sign_in(make.clerk()).get("intake.queue")
    links = [one.get("href") for one in page.all("a")]
    assert "/huong-dan#kiem-tra-va-phat-hanh" in links
    parts = site.get("web.guide").root.iter()
    part = next(one for one in parts if one.get("id") == "kiem-tra-va-phat-hanh")
    assert "Phát hành" in " ".join(part.itertext())


@pytest.mark.parametrize("role", [Role.READER, Role.ADMIN])
def test_the_guide_is_found_through_without_marks(site: Site, make: Make, role: Role) -> None:
    site.sign_in(make.staff(role))
    whole = site.get("web.guide")
    assert "Chuỗi biên nhận" in whole.text, "hard words are listed"
    found = site.get("web.guide", q="mat khau dung mot lan")
    assert found.headline == "1 phần có “mat khau dung mot lan”"
    assert "Người mới nhận mật khẩu dùng một lần" in found.text
    assert "Đi nhanh, phím tắt" not in found.text
    nothing = site.get("web.guide", q="<script>xyz")
    assert "Không có phần nào" in nothing.text
    assert "<script>xyz" not in nothing.html


@pytest.mark.parametrize(
    ("role", "told"),
    [
        (Role.READER, "Số ở thanh bên là số văn bản còn phải đọc"),
        (Role.CLERK, "Thả nhiều tệp một lần"),
        (Role.UNIT_HEAD, "Bấm vào một ô để xem đúng đơn vị ấy"),
        (Role.LEADER, "Bấm vào một ô để xem đúng đơn vị ấy"),
        (Role.ADMIN, "thêm từng người hoặc nhập cả danh sách"),
    ],
)
def test_the_first_visit_shows_three_things_until_they_are_known(
    site: Site, make: Make, role: Role, told: str
) -> None:
    person = make.staff(role)
    site.sign_in(person)
    first = site.get("web.home")
    assert "ba điều nên biết" in first.text
    assert told in first.text
    assert "ba điều nên biết" not in site.get("people.account").text
    for _twice in range(2):
        assert site.post("web.welcomed").status_code == 302
    assert "ba điều nên biết" not in site.get("web.home").text
    assert db.session.get_one(StaffMember, person.id).welcomed_at is not None


def test_the_menu_of_the_person_has_what_belongs_to_a_person(site: Site, make: Make) -> None:
    menu = [one.get("href") for one in site.sign_in(make.staff()).get("web.home").all("a")]
    for endpoint in ("reading.receipts", "search.saved", "people.account", "web.guide"):
        assert any(str(link).startswith(site.url(endpoint)) for link in menu), endpoint
    admin = [one.get("href") for one in site.sign_in(make.admin()).get("web.home").all("a")]
    assert site.url("reading.receipts") not in admin, "nobody who must read"
