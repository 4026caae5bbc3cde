"""What the Office should mend: fallen grounds, and cited papers that are not in the store."""

from datetime import date

from intranet.core.database import db
from intranet.directives.citations.actions import reject
from intranet.directives.citations.entered_relations import relate
from intranet.directives.citations.missing_citations import missing_citations
from intranet.directives.citations.outdated_bases import outdated_bases
from intranet.directives.models import RelationKind, Status
from tests.directives.citations.test_relation_edges import cite
from tests.directives.sample_originals import questions


def test_missing_papers_stand_in_the_order_of_how_many_cite_them(make):
    clerk = make.clerk()
    make.directive(symbol="5/QĐ-TTg", issued_on=date(2025, 1, 1))
    for n in range(1, 4):
        plan = make.directive(symbol=f"{n}/KH-TTr", issued_on=date(2025, 5, n))
        cite(plan, ("57-NQ/TW", "basis", "2024-12-22"), ("5/QĐ-TTg", "basis"))
    cite(plan, ("57-NQ/TW", "basis"), ("8/QĐ-TTg", "mentions"), ("57-NQ/TW", "mentions"))
    found = missing_citations(db.session, clerk)
    assert [(one.symbol, one.times) for one in found.rows] == [("57-NQ/TW", 3), ("8/QĐ-TTg", 1)]
    assert found.rows[0].cited_on == date(2024, 12, 22)
    assert [one.symbol for one in found.rows[0].examples] == ["3/KH-TTr", "2/KH-TTr", "1/KH-TTr"]
    assert found.total == 2


def test_a_paper_of_another_year_is_not_the_one_that_is_missing(make):
    clerk = make.clerk()
    make.directive(symbol="12/KH-UBND", issued_on=date(2025, 2, 3))
    plan = make.directive(symbol="48/KH-TTr", issued_on=date(2025, 9, 1))
    cite(plan, ("12/KH-UBND", "basis", "2024-02-03"))
    assert missing_citations(db.session, clerk).total == 1
    make.directive(symbol="12/KH-UBND", issued_on=date(2024, 2, 5))
    assert missing_citations(db.session, clerk).total == 0


def test_later_papers_do_not_fill_the_gap_unless_the_number_has_its_year(make):
    clerk = make.clerk()
    plan = make.directive(symbol="48/KH-TTr", issued_on=date(2025, 9, 1))
    cite(plan, ("12/KH-UBND", "basis"), ("30/2020/NĐ-CP", "basis", "2019-01-01"))
    make.directive(symbol="12/KH-UBND", issued_on=date(2026, 2, 3))
    make.directive(symbol="30/2020/NĐ-CP", issued_on=date(2020, 3, 5))
    assert [one.symbol for one in missing_citations(db.session, clerk).rows] == ["12/KH-UBND"]


def test_what_was_refused_is_not_missing_and_what_was_entered_is(make):
    clerk, plan = make.clerk(), make.directive(symbol="48/KH-TTr")
    cite(plan, ("57-NQ/TW", "basis"))
    reject(db.session, clerk, plan, "57nqtw", RelationKind.BASIS)
    relate(db.session, clerk, plan, RelationKind.BASIS, "8/QĐ-TTg")
    db.session.commit()
    assert [one.symbol for one in missing_citations(db.session, clerk).rows] == ["8/QĐ-TTg"]


def test_plans_in_force_on_fallen_ground_are_listed_once_with_what_counts_now(make):
    clerk = make.clerk()
    old = make.directive(symbol="12/KH-UBND", issued_on=date(2024, 1, 2))
    new = make.directive(symbol="15/KH-UBND", issued_on=date(2025, 1, 2))
    plan = make.directive(symbol="48/KH-TTr", issued_on=date(2024, 8, 25))
    over = make.directive(symbol="49/KH-TTr", issued_on=date(2024, 8, 26), status=Status.EXPIRED)
    for one in (plan, over, new):
        cite(one, ("12/KH-UBND", "basis"), ("12/KH-UBND", "mentions"))
    assert outdated_bases(db.session, clerk).total == 0
    relate(db.session, clerk, new, RelationKind.REPLACES, "12/KH-UBND")
    db.session.commit()
    (row,) = outdated_bases(db.session, clerk).rows
    assert (row.citing.id, row.target.id, row.instead.id) == (plan.id, old.id, new.id)
    assert (row.page, row.sentence) == (1, "Câu nói về 12/KH-UBND.")


def test_a_mention_is_no_ground_and_a_persons_word_counts_before_the_machines(make):
    clerk = make.clerk()
    make.directive(symbol="12/KH-UBND", issued_on=date(2024, 1, 2), status=Status.REPLACED)
    one = make.directive(symbol="48/KH-TTr", issued_on=date(2024, 8, 25))
    two = make.directive(symbol="49/KH-TTr", issued_on=date(2024, 8, 25))
    cite(one, ("12/KH-UBND", "mentions"))
    cite(two, ("12/KH-UBND", "basis"))
    relate(db.session, clerk, two, RelationKind.MENTIONS, "12/KH-UBND")
    db.session.commit()
    assert outdated_bases(db.session, clerk).total == 0
    relate(db.session, clerk, one, RelationKind.IMPLEMENTS, "12/KH-UBND")
    db.session.commit()
    (row,) = outdated_bases(db.session, clerk).rows
    assert (row.citing.id, row.page) == (one.id, 0)


def test_only_the_year_that_was_meant_makes_the_ground_fall(make):
    clerk = make.clerk()
    make.directive(symbol="12/KH-UBND", issued_on=date(2023, 1, 2), status=Status.REPLACED)
    make.directive(symbol="12/KH-UBND", issued_on=date(2024, 1, 2))
    plan = make.directive(symbol="48/KH-TTr", issued_on=date(2024, 8, 25))
    cite(plan, ("12/KH-UBND", "basis"))
    assert outdated_bases(db.session, clerk).total == 0
    cite(plan, ("12/KH-UBND", "basis", "2023-01-02"))
    assert outdated_bases(db.session, clerk).total == 1


def test_the_page_has_both_lists_page_by_page_with_few_questions(site, make):
    make.directive(symbol="12/KH-UBND", issued_on=date(2024, 1, 2), status=Status.REPLACED)
    plan = make.directive(symbol="48/KH-TTr", issued_on=date(2024, 8, 25))
    cite(plan, ("12/KH-UBND", "basis"), *((f"{n}/QĐ-TTg", "basis") for n in range(1, 41)))
    site.sign_in(make.clerk())
    with questions() as asked:
        first = site.get("directives.missing")
    assert len(asked) <= 14, asked
    assert first.headline == "1 căn cứ không còn hiệu lực, 40 văn bản cần xin"
    assert "1–25 trong 40" in first.text
    assert "căn cứ vào 12/KH-UBND Đã thay thế" in first.text
    assert "26–40 trong 40" in site.get("directives.missing", trang=2).text
    assert "1–25 trong 40" in site.get("directives.missing", trang=99).text
    assert "/tai-len" in first.html


def test_the_page_says_when_nothing_is_missing(site, make):
    site.sign_in(make.clerk())
    page = site.get("directives.missing")
    assert "Mọi văn bản được viện dẫn đều có trong kho." in page.text
    site.sign_in(make.leader())
    site.get("directives.missing", status=403)
