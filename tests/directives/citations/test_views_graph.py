"""Relations on the pages of directives: both ways, with sentence and page, drawn, warned about."""

from datetime import date, timedelta

from intranet.core.clock import today
from intranet.core.database import db
from intranet.directives.citations.entered_relations import relate
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

    def said() -> tuple[str, str, bytes]:
        site.sign_in(me)
        shown = site.get("directives.show", directive_id=plan.id).html
        graph = site.get("directives.graph", directive_id=plan.id).html
        data = site.fetch("directives.graph_data", directive_id=plan.id).get_data()
        cut = graph.index("<main")
        return panel_of(shown), graph[cut : graph.index("</main>")], data

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


def test_the_drawing_goes_two_steps_and_marks_what_is_missing_or_over(site, make):
    top = make.directive(symbol="57-NQ/TW", issued_on=date(2024, 12, 22), status=Status.REPLACED)
    middle = make.directive(symbol="211/KH-UBND", issued_on=date(2025, 8, 12))
    plan = make.directive(symbol="48/KH-TTr", issued_on=date(2025, 8, 25))
    cite(middle, ("57-NQ/TW", "implements"))
    cite(plan, ("211/KH-UBND", "implements"), ("1169/QĐ-TTg", "basis"))
    site.sign_in(make.staff())
    data = site.fetch("directives.graph_data", directive_id=plan.id).json
    nodes = {one["symbol"]: one for one in data["nodes"]}
    assert set(nodes) == {"48/KH-TTr", "211/KH-UBND", "57-NQ/TW", "1169/QĐ-TTg"}
    assert nodes["48/KH-TTr"]["centre"]
    assert nodes["57-NQ/TW"]["ended"]
    assert nodes["57-NQ/TW"]["href"] == f"/van-ban/{top.id}"
    assert nodes["1169/QĐ-TTg"]["missing"]
    assert data["columns"][nodes["1169/QĐ-TTg"]["column"]] == "Trung ương"
    words = {one["words"] for one in data["arrows"]}
    assert "211/KH-UBND thực hiện 57-NQ/TW" in words
    near = site.fetch("directives.graph_data", directive_id=plan.id, buoc=1).json
    assert len(near["nodes"]) == 3
    text = site.get("directives.graph", directive_id=plan.id).text
    assert "211/KH-UBND : thực hiện 57-NQ/TW" in text


def test_a_drawing_has_room_for_forty_papers_and_says_what_it_leaves_out(site, make):
    plan = make.directive(symbol="48/KH-TTr")
    cite(plan, *((f"{n}/QĐ-TTg", "mentions") for n in range(1, 61)), ("99/QĐ-TTg", "basis"))
    site.sign_in(make.staff())
    data = site.fetch("directives.graph_data", directive_id=plan.id).json
    assert len(data["nodes"]) == 40
    assert "99/QĐ-TTg" in {one["symbol"] for one in data["nodes"]}
    assert data["left_out"] == "Còn 22 văn bản không vẽ hết."


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
    with questions() as asked:
        site.fetch("directives.graph_data", directive_id=base.id)
    assert len(asked) <= 14
