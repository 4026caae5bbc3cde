"""The page of abbreviations and synonyms: the Office keeps them, papers stay out of sight."""

import pytest

from intranet.core.database import db
from intranet.people.roles import Role
from intranet.search.lexicon.meanings import Meaning
from intranet.search.lexicon.models import Abbreviation, Synonym
from tests.making import Make
from tests.search.learned_words import KEY, LONG, known, learned
from tests.site import Site


def test_the_office_adds_switches_off_and_deletes(site: Site, make: Make) -> None:
    clerk = make.clerk()
    site.sign_in(clerk)
    site.post("search.words_add", {"loai": "viet-tat", "tu": " KBX ", "nghia": "kho bạc  xanh"})
    row = db.session.query(Abbreviation).one()
    assert (row.words, row.other, row.words_key) == ("KBX", "kho bạc xanh", "kbx")
    keys = {"loai": "viet-tat", "khoa": "kbx", "khoa_nghia": "kho bac xanh"}
    assert "kbx" in known(clerk, "KBX")
    site.post("search.words_switch", keys)
    assert known(clerk, "KBX") == {}
    assert "Đang tắt" in site.get("search.words", hien="off").text
    site.post("search.words_switch", {**keys, "bat": "1"})
    assert "kbx" in known(clerk, "KBX")
    site.post("search.words_remove", keys)
    assert known(clerk, "KBX") == {}
    assert db.session.query(Abbreviation).count() == 0


def test_a_usual_word_is_switched_off_and_on_again(site: Site, make: Make) -> None:
    clerk = make.clerk()
    site.sign_in(clerk)
    keys = {"loai": "viet-tat", "khoa": "cds", "khoa_nghia": "chuyen doi so"}
    for _ in range(2):
        site.post("search.words_switch", keys)
    assert known(clerk, "CĐS") == {}
    site.post("search.words_switch", {**keys, "bat": "1"})
    assert "cds" in known(clerk, "CĐS")
    assert db.session.query(Abbreviation).count() == 0
    assert site.post("search.words_remove", keys).status_code == 404


def test_what_was_switched_off_stays_off_when_other_papers_explain_it(
    site: Site, make: Make
) -> None:
    learned(make)
    clerk = make.clerk()
    site.sign_in(clerk).post("search.words_switch", {"khoa": KEY, "khoa_nghia": LONG})
    learned(make)
    assert known(clerk, "QTBX") == {}


def test_synonyms_work_both_ways_round_and_are_one(site: Site, make: Make) -> None:
    clerk = make.clerk()
    site.sign_in(clerk)
    for one, other in (("một cửa", "hành chính công"), ("hành chính công", "một cửa")):
        site.post("search.words_add", {"loai": "dong-nghia", "tu": one, "nghia": other})
    assert db.session.query(Synonym).count() == 1
    assert known(clerk, "mot cua")["mot cua"] == (
        Meaning("một cửa", "hành chính công", synonym=True),
    )
    assert known(clerk, "hành chính công")["hanh chinh cong"][-1].other == "một cửa"
    assert "một cửa" in site.get("search.words", loai="dong-nghia", q="mot").text


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("viet-tat", "", "kho bạc"),
        ("viet-tat", "KB", "KB"),
        ("viet-tat", "KB", "!!!"),
        ("viet-tat", "một câu dài không phải viết tắt", "kho bạc"),
        ("dong-nghia", "kho", "một hai ba bốn năm sáu bảy"),
        ("dong-nghia", "57", "2025"),
        ("dong-nghia", "a" * 300, "kho"),
    ],
)
def test_what_cannot_stand_for_one_another_is_refused_in_a_sentence(
    site: Site, make: Make, kind: str, one: str, other: str
) -> None:
    site.sign_in(make.clerk())
    answer = site.post("search.words_add", {"loai": kind, "tu": one, "nghia": other})
    assert answer.status_code == 400
    assert "notice--danger" in answer.get_data(as_text=True)
    assert db.session.query(Abbreviation).count() + db.session.query(Synonym).count() == 0


def test_the_list_names_the_paper_only_to_those_who_may_see_it(site: Site, make: Make) -> None:
    learned(make, symbol="77/KH-BX", audience=[make.department()])
    page = site.sign_in(make.clerk()).get("search.words", hien="learned")
    assert "77/KH-BX" in page.text
    assert "quản trị biển xanh" in page.text
    page = site.sign_in(make.admin()).get("search.words")
    assert "77/KH-BX" not in page.html
    assert "QTBX" not in page.html
    keys = {"khoa": KEY, "khoa_nghia": LONG}
    assert site.post("search.words_switch", keys).status_code == 404


def test_the_list_filters_and_turns_pages(site: Site, make: Make) -> None:
    site.sign_in(make.clerk())
    assert len(Abbreviation.usual()) > 50
    assert "Trang 2" not in site.get("search.words", q="chuyen doi so").text
    assert "CĐS" in site.get("search.words", q="chuyển đổi số").text
    assert "BTC" in site.get("search.words", hien="ambiguous").text
    assert "CĐS" not in site.get("search.words", hien="ambiguous").text
    for page in ("2", "999", "x", "²"):
        site.get("search.words", trang=page)
    assert "Không có từ nào khớp" in site.get("search.words", q="xyzzy").text


@pytest.mark.parametrize("role", list(Role))
def test_words_are_kept_by_the_office_and_the_administrator(
    site: Site, make: Make, role: Role
) -> None:
    site.sign_in(make.staff(role))
    site.get("search.words", status=200 if role in {Role.CLERK, Role.ADMIN} else 403)
