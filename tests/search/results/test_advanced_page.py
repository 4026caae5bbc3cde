"""The page with the form for a search in parts."""

import pytest

from intranet.search.index import indexing
from tests.making import Make
from tests.site import Site


def test_the_form_leads_to_the_results_of_its_query(site: Site, make: Make) -> None:
    plan = make.directive(symbol="211/KH-UBND", subject="Kế hoạch chuyển đổi số")
    make.directive(symbol="5/KH-UBND", subject="Kế hoạch chuyển đổi số hội nghị")
    indexing.catch_up()
    site.sign_in(make.staff())
    answer = site.fetch(
        "search.advanced", tim=1, tu_khoa="chuyen doi so", khong="hội nghị",
        cap="provincial_committee", loai="KH", co_quan="UBND tỉnh", tu="2020-01-01",
    )  # fmt: skip
    assert answer.status_code == 302
    assert answer.location.startswith("/tim-kiem?q=chuyen+doi+so")
    page = site.client.get(answer.location).get_data(as_text=True)
    assert plan.symbol in page
    assert "5/KH-UBND" not in page


def test_a_query_is_shown_in_the_fields_of_the_form(site: Site, make: Make) -> None:
    make.directive()
    indexing.catch_up()
    site.sign_in(make.staff())
    query = 'chuyển đổi "kế hoạch" -huyện cap:tw loai:kh tu:2024 chua-doc:'
    page = site.get("search.advanced", q=query)
    fields = {one.get("name"): one.get("value") for one in page.all("input")}
    assert fields["tu_khoa"] == "chuyển đổi"
    assert fields["cum"] == "kế hoạch"
    assert fields["khong"] == "huyện"
    assert fields["tu"] == "01/01/2024"
    chosen = {one.get("value") for one in page.all("option") if "selected" in one.attrib}
    assert chosen == {"central", "KH"}
    assert any(
        one.get("name") == "chua_doc" and "checked" in one.attrib for one in page.all("input")
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [({}, "Chưa ô nào"), ({"tu": "hôm qua"}, "Chưa hiểu"), ({"khong": "huyện"}, "thêm một ô khác")],
)
def test_a_form_that_asks_for_nothing_says_what_to_do(
    site: Site, make: Make, given: dict[str, str], said: str
) -> None:
    page = site.sign_in(make.staff()).get("search.advanced", tim=1, **given)
    assert said in page.text


def test_a_day_that_cannot_be_read_is_asked_for_again_and_nothing_is_lost(
    site: Site, make: Make
) -> None:
    site.sign_in(make.staff())
    page = site.get("search.advanced", tim=1, tu_khoa="kế hoạch", den="32/13/2024")
    assert "Hãy viết ngày như" in page.text
    assert (page.field("tu_khoa"), page.field("den")) == ("kế hoạch", "32/13/2024")
    answer = site.fetch("search.advanced", tim=1, tu_khoa="kế hoạch", den="2/2024")
    assert answer.location.endswith("%C4%91%E1%BA%BFn:+29/2/2024")


def test_the_form_tells_the_count_and_the_names_of_what_the_person_may_see(
    site: Site, make: Make
) -> None:
    unit = make.department()
    hidden = make.body("Ban Chỉ đạo 35 kín")
    make.directive(subject="Kế hoạch chung")
    make.directive(subject="Kế hoạch riêng", audience=[unit], issuing_body=hidden)
    indexing.catch_up()
    for person, count, sees in (
        (make.staff(), 1, False), (make.staff(department=unit), 2, True), (make.clerk(), 2, True),
    ):  # fmt: skip
        site.sign_in(person)
        page = site.get("search.advanced", q="kế hoạch")
        assert f"{count} văn bản khớp đủ" in page.text
        assert ("Ban Chỉ đạo 35 kín" in page.html) is sees
        part = site.client.get(
            site.url("search.advanced", tim=1, tu_khoa="kế hoạch"), headers={"HX-Request": "true"}
        ).get_data(as_text=True)
        assert f"{count} văn bản khớp đủ" in part
        assert "<html" not in part
