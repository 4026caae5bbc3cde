from datetime import date

import pytest

from intranet.core.database import db
from intranet.directives.actions import add_version
from intranet.directives.citations.entered_relations import relate
from intranet.directives.models import FilePage, RelationKind
from intranet.directives.viewer.queries import text_origins
from intranet.directives.viewer.unbroken_symbols import unbroken
from tests.directives.sample_originals import pdf_original, questions


def links(page) -> set[str]:
    return {a.get("href") or "" for a in page.all("a")}


def test_the_page_shows_the_text_the_facts_and_why_it_can_be_trusted(site, make):
    checker = make.clerk(full_name="Chu Ngọc Lan")
    one = make.directive(
        symbol="211/KH-UBND",
        subject="thực hiện Nghị quyết số 57-NQ/TW <b>",
        pages=["Trang đầu", "Trang hai"],
        by=checker,
        signer="Hà Bích Thảo",
        topics=[make.topic("Nghị quyết 57")],
        issued_on=date(2025, 8, 12),
    )
    sha = one.latest.file.sha256
    site.sign_in(make.staff())
    page = site.get("directives.show", directive_id=one.id)
    assert page.headline == "Thực hiện Nghị quyết số 57-NQ/TW <b>"
    for words in ("Trang đầu", "Trang hai", "Hà Bích Thảo", "Nghị quyết 57", "Chu Ngọc Lan"):
        assert words in page.text
    for words in ("12/08/2025", "Lớp chữ của tệp", "Còn hiệu lực"):
        assert words in page.text
    assert f'data-copy="{sha}"' in page.html
    assert "Phổ biến đến" not in page.text


def test_what_may_not_be_seen_does_not_exist(site, make):
    one = make.directive(symbol="77/KH-UBND", audience=[make.staff()])
    site.sign_in(make.staff())
    page = site.get("directives.show", directive_id=one.id, status=404)
    assert "77/KH-UBND" not in page.text
    site.get("directives.show", directive_id=999, status=404)


def test_an_administrator_opens_no_directive(site, make):
    one = make.directive()
    site.sign_in(make.admin())
    site.get("directives.show", directive_id=one.id, status=403)


def test_a_unit_head_opens_what_is_addressed_to_own_people(site, make):
    person = make.staff()
    one = make.directive(symbol="77/KH-UBND", audience=[person])
    site.sign_in(make.unit_head(department=person.department))
    assert "77/KH-UBND" in site.get("directives.show", directive_id=one.id).text


def test_a_replaced_directive_shows_where_to_go(site, make):
    clerk = make.clerk()
    old = make.directive(symbol="12/KH-UBND", issued_on=date(2025, 1, 2))
    new = make.directive(symbol="15/KH-UBND", issued_on=date(2026, 1, 2))
    relate(db.session, clerk, new, RelationKind.REPLACES, "12/KH-UBND")
    db.session.commit()
    site.sign_in(make.staff())
    page = site.get("directives.show", directive_id=old.id)
    assert "Đã thay thế. Văn bản hiện hành: 15/KH-UBND ngày 02/01/2026." in page.text
    assert f"/van-ban/{new.id}" in links(page)


def test_the_chain_stands_in_order_and_names_what_is_missing(site, make):
    clerk = make.clerk()
    base = make.directive(symbol="57-NQ/TW", issued_on=date(2024, 12, 22))
    plan = make.directive(symbol="48/KH-TTr", issued_on=date(2025, 8, 25))
    after = make.directive(symbol="52/KH-TTr", issued_on=date(2026, 11, 9))
    relate(db.session, clerk, plan, RelationKind.BASIS, "57-NQ/TW")
    relate(db.session, clerk, plan, RelationKind.IMPLEMENTS, "211/KH-UBND")
    relate(db.session, clerk, after, RelationKind.IMPLEMENTS, "48/KH-TTr")
    db.session.commit()
    site.sign_in(make.staff())
    page = site.get("directives.show", directive_id=plan.id)
    assert "Căn cứ văn thư xác nhận 57-NQ/TW ngày 22/12/2024" in page.text
    assert "Thực hiện văn thư xác nhận 211/KH-UBND chưa có trong kho" in page.text
    after_it = "Được triển khai bởi văn thư xác nhận 52/KH-TTr"
    assert f"Văn bản này 48/KH-TTr ngày 25/08/2025 {after_it}" in page.text
    assert {f"/van-ban/{base.id}", f"/van-ban/{after.id}"} <= links(page)


def test_an_older_version_says_that_there_is_a_newer_one(site, make):
    clerk = make.clerk()
    one = make.directive(pages=["chữ của bản cũ"])
    add_version(db.session, clerk, one, make.file(["chữ của bản mới"]), "sửa mục I", True, None)
    db.session.commit()
    site.sign_in(make.staff())
    new = site.get("directives.show", directive_id=one.id)
    assert "chữ của bản mới" in new.text
    assert "sửa mục I (cần đọc lại)" in new.text
    old = site.get("directives.show", directive_id=one.id, ban=1)
    assert "chữ của bản cũ" in old.text
    assert "Đây là bản 1, đã có bản mới hơn. Mở bản 2" in old.text
    site.get("directives.show", directive_id=one.id, ban=3, status=404)


def test_only_clerks_and_leaders_see_whom_it_is_addressed_to(site, make):
    person = make.staff(full_name="Lý Thu Hằng")
    one = make.directive(audience=[person])
    site.sign_in(make.leader())
    assert "Lý Thu Hằng (1 người)" in site.get("directives.show", directive_id=one.id).text
    site.sign_in(make.unit_head(department=person.department))
    assert "Lý Thu Hằng" not in site.get("directives.show", directive_id=one.id).text


def test_without_scripts_a_pdf_shows_the_picture_and_the_words_of_the_asked_page(site, make):
    one = make.directive(file=pdf_original("first", "second", "third"))
    site.sign_in(make.staff())
    page = site.get("directives.show", directive_id=one.id, trang=2)
    picture = f"/van-ban/{one.id}/ban/{one.latest.id}/trang/2.png"
    assert picture in page.html
    assert "?ban=1&amp;trang=3" in page.html
    site.get("directives.show", directive_id=one.id, trang=99)
    site.get("directives.show", directive_id=one.id, trang=-1, q="first")


def test_a_scan_that_nobody_has_read_yet_still_has_its_page(site, make):
    one = make.directive(file=make.file([], kind="pdf", page_count=0))
    site.sign_in(make.staff())
    page = site.get("directives.show", directive_id=one.id)
    assert "Chưa đọc được chữ; hãy xem bản gốc" in page.text


@pytest.mark.parametrize("who", ["staff", "clerk", "leader"])
def test_the_page_asks_few_questions(site, make, who):
    clerk = make.clerk()
    one = make.directive(
        symbol="48/KH-TTr",
        pages=["chữ"] * 20,
        topics=[make.topic(str(n)) for n in range(3)],
        issued_on=date(2025, 8, 25),
    )
    for number in range(5):
        other = make.directive(symbol=f"{number}/KH-UBND", issued_on=date(2026, 1, 1))
        relate(db.session, clerk, other, RelationKind.BASIS, "48/KH-TTr")
    db.session.commit()
    site.sign_in(getattr(make, who)())
    number = one.id
    with questions() as asked:
        site.get("directives.show", directive_id=number)
    assert len([text for text in asked if text.startswith("SELECT")]) <= 15


def test_the_ways_of_getting_the_text_are_told_by_runs_of_pages():
    ways = [("text", 1.0), ("text", 0.9), ("ocr", 0.8), ("text", 1.0)]
    pages = [
        FilePage(number=n, method=method, confidence=sure, text="")
        for n, (method, sure) in enumerate(ways, 1)
    ]
    found = [(way.pages, way.method, way.sure) for way in text_origins(pages)]
    assert found == [("1–2", "text", 0.9), ("3", "ocr", 0.8), ("4", "text", 1.0)]


def test_a_symbol_in_a_title_is_never_broken_and_nothing_gets_through_as_markup():
    title = str(unbroken("Thực hiện 1169/QĐ-TTg ngày 16/6/2025, <i>57-NQ/TW”."))
    assert '<span class="nb">1169/QĐ-TTg</span>' in title
    assert '<span class="nb">57-NQ/TW</span>”.' in title
    assert "&lt;i&gt;" in title
