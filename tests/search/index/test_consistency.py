"""The index held against the database."""

from datetime import timedelta

from intranet.core.clock import now
from intranet.core.database import db, reading
from intranet.search.engines import registry
from intranet.search.index import consistency, indexing
from intranet.search.index.directive_entries import SOURCE
from tests.making import Make
from tests.search.filled_engines import entry


def checked() -> consistency.ConsistencyReport:
    db.session.rollback()
    with reading() as session:
        return consistency.check(session)


def test_an_index_that_followed_agrees_with_the_database(make: Make) -> None:
    make.directive(subject="Kế hoạch một")
    make.directive(subject="Kế hoạch hai")
    indexing.catch_up()
    found = checked()
    assert found.count == found.waiting == 0
    assert found.expected == found.entries == 2
    assert found.database_sum == found.index_sum


def test_what_waits_for_the_worker_is_no_drift(make: Make) -> None:
    make.directive(subject="Kế hoạch một")
    found = checked()
    assert (found.count, found.waiting) == (0, 1)


def test_what_is_missing_stale_or_surplus_is_named_and_mended(make: Make) -> None:
    lost, old = make.directive(subject="Kế hoạch mất"), make.directive(subject="Kế hoạch cũ")
    make.directive(subject="Kế hoạch đúng")
    names = [SOURCE.name(one.id) for one in (lost, old)]
    db.session.rollback()
    indexing.catch_up()
    # Changed without being noted as waiting, as by hand in the database.
    old.changed_at = now() - timedelta(days=1)
    db.session.commit()
    engine = registry.engine()
    engine.delete([names[0]])
    engine.upsert([entry(9_999, "Kế hoạch không còn")])
    engine.commit()
    found = checked()
    assert found.missing == (names[0],)
    assert found.stale == (names[1],)
    assert found.surplus == ("directive:9999",)
    assert found.database_sum != found.index_sum
    with reading() as session:
        assert consistency.mend(session) == 3
    after = checked()
    assert after.count == 0
    assert after.database_sum == after.index_sum


def test_a_paper_that_was_isolated_is_not_missed_but_surplus(make: Make) -> None:
    paper = make.directive(subject="Kế hoạch kín")
    name = SOURCE.name(paper.id)
    db.session.rollback()
    indexing.catch_up()
    paper.isolated_at = now()
    db.session.commit()
    assert checked().surplus == (name,)
    indexing.catch_up()
    assert checked().count == 0
    assert name not in registry.engine().ids()


def test_what_a_check_found_is_kept_for_the_page_and_repeated_daily(make: Make) -> None:
    assert consistency.last() is None
    make.directive(subject="Kế hoạch")
    indexing.catch_up()
    db.session.rollback()
    assert consistency.check_daily()
    assert not consistency.check_daily()
    kept = consistency.last()
    assert kept is not None
    assert kept.entries == 1
