"""What files cite: kept, shown both ways, confirmed or refused."""

from datetime import date

import pytest

from intranet.core.audit import AuditEntry
from intranet.core.database import db
from intranet.core.errors import NotFound
from intranet.directives.citations.actions import confirm, keep_citations, reject
from intranet.directives.citations.entered_relations import relate
from intranet.directives.citations.models import FileCitation
from intranet.directives.citations.relation_edges import edges_around
from intranet.directives.models import Relation, RelationKind, Status
from intranet.extraction.values import DocumentCitation


def cite(directive, *said: tuple[str, str] | tuple[str, str, str | None], page: int = 1) -> None:
    """Let the newest version of a directive cite these symbols: (symbol, relation, day)."""
    cited = [
        DocumentCitation(
            one[0], one[1], f"Câu nói về {one[0]}.", page, one[2] if len(one) > 2 else None
        )
        for one in said
    ]
    keep_citations(db.session, directive.latest.file_id, cited)
    db.session.commit()


def seen(staff, directive) -> list[tuple[str, str, bool]]:
    """Of each edge around a directive: who cites, what is cited, whether that is in the store."""
    return [
        (one.citing.symbol, one.symbol, one.target is not None)
        for one in edges_around(db.session, staff, [directive])
    ]


def test_a_file_read_again_has_only_what_was_found_last(make):
    plan = make.directive(symbol="48/KH-TTr")
    cite(plan, ("57-NQ/TW", "basis"), ("1/QĐ-TTg", "mentions"))
    cite(plan, ("57-NQ/TW", "implements"))
    (kept,) = db.session.query(FileCitation).all()
    assert (kept.key, kept.kind) == ("57nqtw", RelationKind.IMPLEMENTS)


def test_a_cited_paper_that_comes_later_is_found_without_writing_anything(make):
    clerk, plan = make.clerk(), make.directive(symbol="48/KH-TTr", issued_on=date(2025, 9, 1))
    cite(plan, ("211/KH-UBND", "implements", "2025-08-12"))
    assert seen(clerk, plan) == [("48/KH-TTr", "211/KH-UBND", False)]
    came = make.directive(symbol="211/KH-UBND", issued_on=date(2025, 8, 12))
    assert seen(clerk, plan) == [("48/KH-TTr", "211/KH-UBND", True)]
    assert seen(clerk, came) == [("48/KH-TTr", "211/KH-UBND", True)]


def test_a_number_that_comes_again_each_year_is_known_by_its_day(make):
    clerk = make.clerk()
    for year in (2023, 2024, 2026):
        make.directive(symbol="12/KH-UBND", issued_on=date(year, 2, 3))
    plan = make.directive(symbol="48/KH-TTr", issued_on=date(2025, 9, 1))

    def year_of(day: str | None) -> int | None:
        cite(plan, ("12/KH-UBND", "basis", day))
        (edge,) = edges_around(db.session, clerk, [plan])
        return edge.target and edge.target.issued_on.year

    assert year_of("2023-02-03") == 2023
    assert year_of("2024-02-08") == 2024
    assert year_of(None) == 2024
    assert year_of("2022-02-03") is None


def test_each_paper_stands_once_with_the_relation_that_weighs_most(make):
    clerk, plan = make.clerk(), make.directive(symbol="48/KH-TTr")
    cite(plan, ("1/QĐ-TTg", "mentions"), ("1/QĐ-TTg", "basis"))
    (edge,) = edges_around(db.session, clerk, [plan])
    assert edge.kind is RelationKind.BASIS
    assert len(edge.places) == 2


def test_a_paper_kept_from_somebody_looks_like_one_that_never_came(make):
    me, other = make.staff(), make.staff()
    make.directive(symbol="1/KH-UBND", audience=[other], issued_on=date(2025, 1, 1))
    plan = make.directive(symbol="2/KH-UBND", issued_on=date(2025, 2, 1))
    after = make.directive(symbol="3/KH-UBND", audience=[other], issued_on=date(2025, 3, 1))
    cite(plan, ("1/KH-UBND", "basis"), ("9/KH-UBND", "basis"))
    cite(after, ("2/KH-UBND", "basis"))
    assert [one[2] for one in seen(me, plan)] == [False, False]
    assert [one[2] for one in seen(make.clerk(), plan)].count(True) == 2


def test_a_kept_paper_looks_missing_even_where_a_person_entered_the_relation(make):
    me, other = make.staff(), make.staff()
    make.directive(symbol="1/KH-UBND", audience=[other], issued_on=date(2025, 1, 1))
    plan = make.directive(symbol="2/KH-UBND", issued_on=date(2025, 2, 1))
    cite(plan, ("1/KH-UBND", "basis"))
    relate(db.session, make.clerk(), plan, RelationKind.BASIS, "1/KH-UBND")
    db.session.commit()
    (edge,) = edges_around(db.session, me, [plan])
    assert (edge.target, edge.relation) == (None, None)


def test_a_replacement_that_only_the_machine_found_changes_nothing_until_it_is_confirmed(make):
    clerk = make.clerk()
    old = make.directive(symbol="12/KH-UBND", issued_on=date(2024, 1, 2))
    new = make.directive(symbol="15/KH-UBND", issued_on=date(2025, 1, 2))
    cite(new, ("12/KH-UBND", "replaces", "2024-01-02"))
    assert old.status is Status.IN_FORCE
    confirm(db.session, clerk, new, "12khubnd", RelationKind.REPLACES)
    db.session.commit()
    assert old.status is Status.REPLACED
    (edge,) = edges_around(db.session, clerk, [new])
    assert edge.relation is not None
    assert edge.places[0].sentence == "Câu nói về 12/KH-UBND."
    assert db.session.query(AuditEntry).filter_by(act="citation.confirmed").count() == 1


def test_confirming_twice_is_one_relation(make):
    clerk, plan = make.clerk(), make.directive(symbol="15/KH-UBND")
    cite(plan, ("12/KH-UBND", "basis"))
    for _ in range(2):
        confirm(db.session, clerk, plan, "12khubnd", RelationKind.BASIS)
    assert db.session.query(Relation).count() == 1


def test_what_a_clerk_refused_never_comes_back(make):
    clerk, plan = make.clerk(), make.directive(symbol="15/KH-UBND")
    cite(plan, ("12/KH-UBND", "replaces"), ("12/KH-UBND", "mentions"))
    reject(db.session, clerk, plan, "12khubnd", RelationKind.REPLACES)
    db.session.commit()
    cite(plan, ("12/KH-UBND", "replaces"), ("12/KH-UBND", "mentions"))
    (edge,) = edges_around(db.session, clerk, [plan])
    assert edge.kind is RelationKind.MENTIONS
    reject(db.session, clerk, plan, "12khubnd", RelationKind.REPLACES)
    assert db.session.query(AuditEntry).filter_by(act="citation.rejected").count() == 1


def test_what_the_file_does_not_say_cannot_be_confirmed(make):
    with pytest.raises(NotFound):
        confirm(db.session, make.clerk(), make.directive(), "12khubnd", RelationKind.BASIS)


def test_a_confirmed_relation_waits_for_the_paper_of_the_day_that_was_said(make):
    clerk = make.clerk()
    new = make.directive(symbol="15/KH-UBND", issued_on=date(2026, 1, 2))
    cite(new, ("12/KH-UBND", "replaces", "2024-01-02"))
    relation = confirm(db.session, clerk, new, "12khubnd", RelationKind.REPLACES)
    db.session.commit()
    from tests.directives.citations.test_entered_relations import come

    come(make, clerk, "12/KH-UBND", date(2025, 3, 4))
    assert relation.target_id is None
    came = come(make, clerk, "12/KH-UBND", date(2024, 1, 2))
    assert relation.target_id == came.id
    assert came.status is Status.REPLACED


def test_only_the_newest_version_cites(make):
    from intranet.directives.actions import add_version

    clerk, plan = make.clerk(), make.directive(symbol="15/KH-UBND")
    cite(plan, ("12/KH-UBND", "basis"))
    add_version(db.session, clerk, plan, make.file(["mới"]), "", False, None)
    db.session.commit()
    assert seen(clerk, plan) == []
