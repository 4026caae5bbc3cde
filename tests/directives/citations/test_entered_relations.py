from datetime import date

import pytest

from intranet.core.database import db
from intranet.directives.actions import publish
from intranet.directives.audience.rule import Audience
from intranet.directives.citations.entered_relations import entered_relations, relate, unrelate
from intranet.directives.citations.relation_edges import edges_around
from intranet.directives.citations.relation_lists import RelationLists, relation_lists
from intranet.directives.errors import NotItself, SymbolUnreadable
from intranet.directives.models import Relation, RelationKind, Status
from intranet.directives.values import DirectiveFacts
from intranet.language.bodies.levels import Level


def related(staff, directive) -> RelationLists:
    edges = edges_around(db.session, staff, [directive])
    return relation_lists(db.session, staff, directive, edges)


def come(make, by, symbol: str, issued_on: date):
    """Publish a directive as the clerk does."""
    facts = DirectiveFacts(
        subject="Kế hoạch",
        issuing_body="Chính phủ",
        level=Level.CENTRAL,
        received_on=issued_on,
        symbol=symbol,
        issued_on=issued_on,
    )
    made = publish(db.session, by, make.file(), facts, Audience(everybody=True), None)
    db.session.commit()
    return made


def test_a_relation_to_what_is_not_in_the_store_is_resolved_when_it_comes(make):
    clerk = make.clerk()
    plan = make.directive(symbol="48/KH-TTr", issued_on=date(2025, 8, 25))
    relation = relate(db.session, clerk, plan, RelationKind.IMPLEMENTS, "211/kh-ubnd")
    db.session.commit()
    assert relation.target_id is None
    came = come(make, clerk, "211/KH-UBND", date(2025, 8, 12))
    assert relation.target_id == came.id


def test_the_same_number_of_a_later_year_is_not_what_was_cited(make):
    clerk = make.clerk()
    plan = make.directive(symbol="48/KH-TTr", issued_on=date(2025, 8, 25))
    relation = relate(db.session, clerk, plan, RelationKind.BASIS, "211/KH-UBND")
    come(make, clerk, "211/KH-UBND", date(2026, 8, 12))
    assert relation.target_id is None
    came = come(make, clerk, "211/KH-UBND", date(2025, 8, 12))
    assert relation.target_id == came.id


def test_the_same_relation_twice_is_one(make):
    clerk, plan = make.clerk(), make.directive(symbol="48/KH-TTr")
    for symbol in ("57-NQ/TW", "57 -nq/tw"):
        relate(db.session, clerk, plan, RelationKind.BASIS, symbol)
    assert db.session.query(Relation).count() == 1


def test_what_is_replaced_says_so_and_is_in_force_again_when_that_was_a_mistake(make):
    clerk = make.clerk()
    old = make.directive(symbol="12/KH-UBND", issued_on=date(2025, 1, 2))
    new = make.directive(symbol="15/KH-UBND", issued_on=date(2026, 1, 2))
    relation = relate(db.session, clerk, new, RelationKind.REPLACES, "12/KH-UBND")
    db.session.commit()
    assert old.status is Status.REPLACED
    assert related(clerk, old).ended_by.id == new.id
    unrelate(db.session, clerk, relation)
    db.session.commit()
    assert old.status is Status.IN_FORCE


def test_a_plan_may_replace_the_one_of_the_same_number_last_year(make):
    old = make.directive(symbol="12/KH-UBND", issued_on=date(2025, 1, 2))
    new = make.directive(symbol="12/KH-UBND", issued_on=date(2026, 1, 2))
    relation = relate(db.session, make.clerk(), new, RelationKind.REPLACES, "12/KH-UBND")
    assert relation.target_id == old.id


def test_nothing_is_related_to_itself(make):
    plan = make.directive(symbol="12/KH-UBND")
    with pytest.raises(NotItself):
        relate(db.session, make.clerk(), plan, RelationKind.REPLACES, "12/KH-UBND")


def test_what_is_no_symbol_is_refused(make):
    with pytest.raises(SymbolUnreadable):
        relate(db.session, make.clerk(), make.directive(), RelationKind.BASIS, "kế hoạch hôm qua")


def test_a_relation_is_only_seen_by_those_who_may_see_its_other_end(make):
    clerk, me, other = make.clerk(), make.staff(), make.staff()
    hidden = make.directive(symbol="1/KH-UBND", audience=[other], issued_on=date(2025, 1, 1))
    plan = make.directive(symbol="2/KH-UBND", issued_on=date(2025, 2, 1))
    after = make.directive(symbol="3/KH-UBND", audience=[other], issued_on=date(2025, 3, 1))
    relate(db.session, clerk, plan, RelationKind.BASIS, "1/KH-UBND")
    relate(db.session, clerk, plan, RelationKind.MENTIONS, "9/KH-UBND")
    relate(db.session, clerk, after, RelationKind.BASIS, "2/KH-UBND")
    db.session.commit()
    mine, theirs = related(me, plan), related(clerk, plan)
    assert [one.target_symbol for one in entered_relations(db.session, me, plan)] == ["9/KH-UBND"]
    assert [edge.symbol for edge in mine.forward] == ["9/KH-UBND"]
    assert not mine.backward
    entered = entered_relations(db.session, clerk, plan)
    assert {one.target_id for one in entered} == {hidden.id, None}
    assert {edge.target and edge.target.id for edge in theirs.forward} == {hidden.id, None}
    assert [edge.citing.id for edge in theirs.backward] == [after.id]
