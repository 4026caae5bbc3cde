"""Ctrl K, and the letters after g: everything that a person may open, and nothing else."""

import re

from intranet.people.roles import Role
from intranet.search.index import indexing


def lines(site, typed: str = "") -> dict[str, dict[str, str]]:
    """What the palette offers: by group the words of each line and where it leads."""
    groups = site.fetch("web.palette", q=typed).json["groups"]
    return {each["name"]: {line["text"]: line["url"] for line in each["lines"]} for each in groups}


def test_a_page_is_found_by_the_beginnings_of_its_words_without_marks(site, make):
    site.sign_in(make.clerk())
    assert lines(site, "bao cao") == {"Trang": {"Báo cáo": "/bao-cao"}}
    assert "Ngày nghỉ" in lines(site, "ngh ng")["Trang"]
    assert set(lines(site)["Trang"]) > {"Trang chủ", "Kiểm tra", "Câu tìm đã lưu"}


def test_everybody_is_offered_only_what_they_may_open(site, make):
    for role in Role:
        person = make.staff(role=role)
        site.sign_in(person)
        for name, address in lines(site)["Trang"].items():
            assert site.client.get(address).status_code == 200, (role, name)


def test_a_directive_is_found_by_symbol_and_title_only_by_whom_it_is_for(site, make):
    me, other = make.staff(), make.staff()
    mine = make.directive(symbol="57/KH-UBND", subject="Kế hoạch chuyển đổi số")
    hidden = make.directive(symbol="58/KH-UBND", subject="Chuyển đổi số nội bộ", audience=[other])
    indexing.catch_up()
    site.sign_in(me)
    assert lines(site, "57 kh")["Số, ký hiệu"] == {"57/KH-UBND": f"/van-ban/{mine.id}"}
    everything = str(lines(site, "chuyen doi"))
    assert f"/van-ban/{mine.id}" in everything
    assert f"/van-ban/{hidden.id}" not in everything
    answer = site.fetch("web.palette", q="không có").json
    assert answer["groups"] == []
    assert answer["more"]["url"].startswith("/tim-kiem?q=")


def test_people_are_found_by_name_by_those_who_keep_accounts_or_watch_them(site, make):
    person = make.staff(full_name="Lý Thu Hằng")
    make.staff(full_name="Trần Thu Hằng", role=Role.ADMIN)
    head = make.staff(role=Role.UNIT_HEAD, department=person.department)
    owed = {"Lý Thu Hằng": f"/theo-doi/nguoi/{person.id}"}
    site.sign_in(make.staff(role=Role.ADMIN))
    assert f"/quan-tri/nhan-su/{person.id}" in lines(site, "thu hang")["Người"].values()
    for watcher in (head, make.leader()):
        site.sign_in(watcher)
        assert lines(site, "thu hang")["Người"] == owed
        assert site.get("reading.person", staff_id=person.id)
    for other in (person, make.staff(role=Role.UNIT_HEAD, department=make.department())):
        site.sign_in(other)
        assert "Người" not in lines(site, "thu hang")


def test_the_list_of_shortcuts_names_each_place_by_the_letter_that_leads_there(site, make):
    for role in Role:
        site.sign_in(make.staff(role=role))
        page = site.get("web.home")
        there = {
            link.get("data-go"): link.get("href") for link in page.all("a") if link.get("data-go")
        }
        listed = re.findall(r"<kbd>g</kbd> <kbd>(\w)</kbd>", page.html)
        assert set(listed) == set(there), role
        assert len(listed) == len(set(listed)) == len(set(there.values())), role
