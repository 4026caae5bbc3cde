"""Relations on the pages of directives: both ways, with sentence and page, drawn, warned about."""

import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from intranet.core.clock import today
from intranet.core.database import db
from intranet.directives.citations.entered_relations import relate
from intranet.directives.citations.graph import MOST
from intranet.directives.citations.graph_layout import crossings, in_order
from intranet.directives.models import Relation, RelationKind, Status
from tests.directives.citations.test_relation_edges import cite
from tests.directives.sample_originals import questions


def links(page) -> set[str]:
    return {a.get("href") or "" for a in page.all("a")}


def test_a_relation_shows_its_sentence_and_leads_to_its_page_from_both_ends(site, make):
    base = make.directive(symbol="211/KH-UBND", issued_on=date(2025, 8, 12))
    plan = make.directive(symbol="48/KH-TTr", issued_on=date(2025, 8, 25))
    cite(plan, ("211/KH-UBND", "implements", "2025-08-12"), page=2)
    site.sign_in(make.staff())
    there = site.get("directives.show", directive_id=plan.id)
    back = site.get("directives.show", directive_id=base.id)
    for page, word in ((there, "Thực hiện"), (back, "Được triển khai bởi")):
        assert word in page.text
        assert "Câu nói về 211/KH-UBND." in page.text
        assert "máy tìm thấy" in page.text
        assert f"/van-ban/{plan.id}?trang=2" in links(page)
    assert f"/van-ban/{base.id}" in links(there)
    assert "Xác nhận" not in there.text


def panel_of(html: str) -> str:
    """The part of a directive's page that tells of its relations."""
    return html.split('id="quan-he"')[1].split("</section>")[0]


def test_what_is_kept_from_a_reader_reads_like_what_never_came(site, make):
    me, other = make.staff(), make.staff()
    plan = make.directive(symbol="2/KH-UBND", issued_on=date(2025, 2, 1))
    cite(plan, ("7/KH-UBND", "basis"))

    def said() -> tuple[str, str]:
        site.sign_in(me)
        shown = site.get("directives.show", directive_id=plan.id).html
        graph = site.get("directives.graph", directive_id=plan.id).html
        cut = graph.index("<main")
        return panel_of(shown), graph[cut : graph.index("</main>")]

    before = said()
    assert "chưa có trong kho" in before[0]
    hidden = make.directive(symbol="7/KH-UBND", issued_on=date(2025, 1, 1), audience=[other])
    assert said() == before
    hidden.status = Status.REPLACED
    db.session.commit()
    assert said() == before


def test_the_clerk_confirms_what_the_machine_found(site, make):
    old = make.directive(symbol="12/KH-UBND", issued_on=date(2024, 1, 2))
    new = make.directive(symbol="15/KH-UBND", issued_on=date(2025, 1, 2))
    cite(new, ("12/KH-UBND", "replaces", "2024-01-02"))
    site.sign_in(make.clerk())
    assert "Xác nhận" in site.get("directives.show", directive_id=new.id).text
    said = {"so": "12khubnd", "loai": "replaces", "tu": str(old.id)}
    answer = site.post("directives.confirm_citation", said, directive_id=new.id)
    assert answer.location == f"/van-ban/{old.id}#quan-he"
    assert db.session.get(type(old), old.id).status is Status.REPLACED
    shown = site.get("directives.show", directive_id=new.id).text
    assert "văn thư xác nhận" in shown
    assert "máy tìm thấy" not in shown


def test_the_clerk_refuses_what_the_machine_found(site, make):
    new = make.directive(symbol="15/KH-UBND")
    cite(new, ("12/KH-UBND", "replaces"))
    site.sign_in(make.clerk())
    said = {"so": "12khubnd", "loai": "replaces", "ve": "so-do"}
    answer = site.post("directives.reject_citation", said, directive_id=new.id)
    assert answer.location == f"/van-ban/{new.id}/quan-he#quan-he"
    assert "12/KH-UBND" not in site.get("directives.show", directive_id=new.id).text
    assert db.session.query(Relation).count() == 0


def test_what_was_never_found_cannot_be_confirmed(site, make):
    one = make.directive()
    site.sign_in(make.clerk())
    for said in ({}, {"so": "1kh", "loai": "loves"}, {"so": "1kh", "loai": "basis"}):
        answer = site.post("directives.confirm_citation", said, directive_id=one.id)
        assert answer.status_code == 404


def test_a_plan_on_fallen_ground_warns_and_names_what_counts_now(site, make):
    clerk = make.clerk()
    old = make.directive(symbol="12/KH-UBND", issued_on=date(2024, 1, 2))
    new = make.directive(symbol="15/KH-UBND", issued_on=date(2025, 1, 2))
    plan = make.directive(symbol="48/KH-TTr", issued_on=date(2024, 8, 25))
    cite(plan, ("12/KH-UBND", "basis"))
    cite(new, ("12/KH-UBND", "basis"))
    site.sign_in(make.staff())
    assert "nay" not in site.get("directives.show", directive_id=plan.id).text.split("Quan hệ")[0]
    relate(db.session, clerk, new, RelationKind.REPLACES, "12/KH-UBND")
    db.session.commit()
    warned = "Văn bản này căn cứ vào 12/KH-UBND , nay đã bị thay thế (văn bản mới: 15/KH-UBND )."
    assert warned in site.get("directives.show", directive_id=plan.id).text
    assert "nay đã bị" not in site.get("directives.show", directive_id=new.id).text
    plan.status = Status.EXPIRED
    db.session.commit()
    assert warned not in site.get("directives.show", directive_id=plan.id).text
    assert old.status is Status.REPLACED


def drawn(page) -> dict[str, str]:
    """The boxes of the large drawing: each symbol with the class of its box."""
    svg = page.html.split('<div class="graph ')[1].split("</svg>")[0]
    boxes = re.findall(r'<g class="(node[^"]*)">.*?node-symbol"[^>]*>([^<]*)<', svg, re.DOTALL)
    return {symbol: css for css, symbol in boxes}


def test_one_level_is_drawn_and_the_next_on_demand(site, make):
    top = make.directive(symbol="57-NQ/TW", issued_on=date(2024, 12, 22), status=Status.REPLACED)
    middle = make.directive(symbol="211/KH-UBND", issued_on=date(2025, 8, 12))
    plan = make.directive(symbol="48/KH-TTr", issued_on=date(2025, 8, 25))
    cite(middle, ("57-NQ/TW", "implements"))
    cite(plan, ("211/KH-UBND", "implements"), ("1169/QĐ-TTg", "basis"))
    site.sign_in(make.staff())
    page = site.get("directives.graph", directive_id=plan.id)
    assert page.headline == "48/KH-TTr có quan hệ với 2 văn bản"
    assert set(drawn(page)) == {"48/KH-TTr", "211/KH-UBND", "1169/QĐ-TTg"}
    assert "node--here" in drawn(page)["48/KH-TTr"]
    assert "node--missing" in drawn(page)["1169/QĐ-TTg"]
    assert "Vẽ thêm 1 văn bản quanh 211/KH-UBND" in page.text
    whole = site.get("directives.graph", directive_id=plan.id, mo=middle.id)
    assert "node--ended" in drawn(whole)["57-NQ/TW"]
    assert f'<a href="/van-ban/{top.id}">' in whole.html
    assert "Vẽ thêm" not in whole.text
    assert "Thu về một bậc" in whole.text
    for odd in ("x", "-1", "999999999999999999999", str(top.id)):
        assert drawn(site.get("directives.graph", directive_id=plan.id, mo=odd)) == drawn(page)


def test_a_drawing_says_what_it_leaves_to_the_list(site, make):
    plan = make.directive(symbol="48/KH-TTr")
    cite(plan, *((f"{n}/QĐ-TTg", "mentions") for n in range(1, 21)), ("99/QĐ-TTg", "basis"))
    site.sign_in(make.staff())
    page = site.get("directives.graph", directive_id=plan.id)
    assert len(drawn(page)) == MOST + 1
    assert "99/QĐ-TTg" in drawn(page)
    assert f"Còn {21 - MOST} văn bản không vẽ, xem ở danh sách." in page.text
    assert "9/QĐ-TTg" not in drawn(page)
    assert "9/QĐ-TTg" in page.text


BOXES = "abcdefghijkl"
BOX = st.sampled_from(BOXES)


@given(
    layers=st.permutations(BOXES).map(lambda names: {0: names[:5], 1: names[5:9], 2: names[9:]}),
    pairs=st.lists(st.tuples(BOX, BOX), max_size=20),
)
def test_no_order_of_boxes_crosses_more_lines_than_the_first(layers, pairs):
    order = in_order(layers, pairs)
    assert {layer: sorted(names) for layer, names in order.items()} == {
        layer: sorted(names) for layer, names in layers.items()
    }
    assert crossings(order, pairs) <= crossings(layers, pairs)


def test_two_fans_do_not_cross():
    layers = {-1: ["a", "b"], 0: ["centre", "p", "q"], 1: ["x"]}
    links = [("centre", "b"), ("p", "a"), ("q", "a"), ("x", "centre")]
    assert crossings(layers, links) == 2
    assert crossings(in_order(layers, links), links) == 0


def test_a_directive_without_relations_says_so(site, make):
    one = make.directive()
    site.sign_in(make.staff())
    assert "Chưa có quan hệ nào" in site.get("directives.graph", directive_id=one.id).text


def test_pages_of_much_cited_papers_ask_few_questions(site, make):
    base = make.directive(symbol="57-NQ/TW", issued_on=today() - timedelta(days=400))
    for n in range(1, 9):
        cite(make.directive(symbol=f"{n}/KH-TTr"), ("57-NQ/TW", "basis"), ("9/QĐ-TTg", "basis"))
    site.sign_in(make.clerk())
    # The page of a directive has panels of other rooms, and the test itself asks for the number.
    for endpoint, most in (("directives.show", 18), ("directives.graph", 14)):
        with questions() as asked:
            site.get(endpoint, directive_id=base.id)
        assert len(asked) <= most, asked
