"""More of what every engine owes: preference, parts of the work on request, rebuilds meanwhile."""

from collections.abc import Iterator

from intranet.search.engines.port import Engine
from intranet.search.fields import Field, IndexEntry
from intranet.search.query.preference import factor
from intranet.search.query.request import Filters, Sort
from intranet.search.query.tree import And, Not, Or, Phrase, Term
from tests.search.filled_engines import ask, entry, keep, numbers

TODAY = "2026-06-01"
PLAN, PHRASE = Term(Field.FOLD, "hoach"), Term(Field.FOLD, "tinh")


def test_newer_ones_and_those_in_force_come_before_their_equals(engine: Engine) -> None:
    keep(
        engine,
        entry(1, "kế hoạch", issued_on="2015-01-01", status="expired"),
        entry(2, "kế hoạch", issued_on="2015-01-01", status="in_force"),
        entry(3, "kế hoạch", issued_on="2026-05-30", status="in_force"),
        entry(4, "kế hoạch"),
    )
    plain, gentle = ask(engine, PLAN), ask(engine, PLAN, prefer=TODAY)
    assert numbers(gentle)[:2] == [3, 2]
    scores = {hit.id: hit.score for hit in plain.hits}
    for hit in gentle.hits:
        issued_on, status = {
            "directive:1": ("2015-01-01", "expired"), "directive:2": ("2015-01-01", "in_force"),
            "directive:3": ("2026-05-30", "in_force"), "directive:4": ("", ""),
        }[hit.id]  # fmt: skip
        wanted = scores[hit.id] * factor(issued_on, status, TODAY)
        assert abs(hit.score - wanted) < 1e-4 * wanted


def test_a_preferred_hit_does_not_pass_one_that_is_ahead(engine: Engine) -> None:
    keep(
        engine,
        entry(1, "kế hoạch tỉnh", "chữ " * 80, issued_on="1999-01-01", status="expired"),
        entry(2, "kế hoạch", issued_on="2026-05-30", status="in_force"),
    )
    found = ask(engine, PLAN, ahead=[PHRASE], prefer=TODAY)
    assert numbers(found) == [1, 2]
    assert found.ahead == 1


def test_only_the_counts_asked_for_are_made(engine: Engine) -> None:
    keep(engine, entry(1, "kế hoạch", level="central", year="2025"))
    assert ask(engine, PLAN, facets=["year"]).facets == {"year": {"2025": 1}}
    assert ask(engine, PLAN, facets=()).facets == {}


def test_a_page_holds_while_entries_arrive(engine: Engine) -> None:
    keep(engine, *(entry(n, "kế hoạch", arrived=f"2026-01-0{n}T08:00:00") for n in (1, 2, 3)))
    moment = Filters(arrived_until="2026-01-03T08:00:00")
    before = ask(engine, PLAN, moment)
    keep(engine, entry(4, "kế hoạch kế hoạch", arrived="2026-01-03T08:00:01"))
    after = ask(engine, PLAN, moment)
    assert numbers(after) == numbers(before)
    assert after.total == before.total == 3
    later = Filters(arrived_after="2026-01-03T08:00:00")
    assert numbers(ask(engine, PLAN, later)) == [4]


def test_narrowing_words_add_nothing_to_a_score(engine: Engine) -> None:
    keep(engine, entry(1, "kế hoạch", level="central", signer="Trần An", body="Sở"))
    wanted = ask(engine, PLAN).hits[0].score
    narrow = And((PLAN, Term(Field.LEVEL, "central"), Term(Field.SIGNER, "an"),
                  Or((Term(Field.BODY, "so"), Term(Field.TITLE, "ke")))))  # fmt: skip
    assert abs(ask(engine, narrow).hits[0].score - wanted) < 1e-6
    assert ask(engine, Term(Field.LEVEL, "central")).hits[0].score == 0


def test_a_negation_takes_away_inside_and_only_there(engine: Engine) -> None:
    keep(engine, entry(1, "kế hoạch tỉnh"), entry(2, "kế hoạch huyện"))
    assert numbers(ask(engine, And((PLAN, Not(PHRASE))))) == [2]


def test_equal_days_are_ordered_by_level_and_fit(engine: Engine) -> None:
    keep(
        engine,
        entry(1, "kế hoạch", "chữ " * 50, level="agency", issued_on="2025-01-01"),
        entry(2, "kế hoạch", level="central", issued_on="2025-01-01"),
        entry(3, "kế hoạch", level="agency", issued_on="2026-01-01"),
    )
    assert numbers(ask(engine, PLAN, sort=Sort.NEWEST)) == [3, 2, 1]
    assert numbers(ask(engine, PLAN, sort=Sort.HIGHEST))[0] == 2


def test_what_is_written_while_an_index_is_built_is_in_the_new_one(engine: Engine) -> None:
    keep(engine, *(entry(n, f"kế hoạch {n}") for n in range(4)))

    def entries() -> Iterator[IndexEntry]:
        yield from (entry(n, f"kế hoạch {n}") for n in range(4))
        keep(engine, entry(9, "kế hoạch mới"), entry(1, "chương trình"))
        engine.delete(["directive:2"])
        engine.commit()

    engine.rebuild(entries())
    assert engine.ids() == {f"directive:{n}" for n in (0, 1, 3, 9)}
    assert sorted(numbers(ask(engine, PLAN))) == [0, 3, 9]


def test_a_rebuild_of_many_has_them_all(engine: Engine) -> None:
    engine.rebuild(entry(n, f"kế hoạch số {n}", "chữ nghĩa") for n in range(420))
    assert len(engine.ids()) == ask(engine, PLAN, limit=1).total == 420
    keep(engine, entry(7, "chương trình"))
    engine.rewrite()
    assert ask(engine, PLAN, limit=1).total == 419


def test_a_long_text_keeps_its_phrases_when_parts_are_merged(engine: Engine) -> None:
    for n in range(3):
        keep(engine, entry(n, "bài", " ".join(f"chữ{i}" for i in range(500)) + f" hết bài {n}"))
    engine.rewrite()
    for n in (0, 2):
        found = ask(engine, Phrase(Field.FOLD, ("het", "bai", str(n))))
        assert numbers(found) == [n]
    far = Phrase(Field.FOLD, ("chu499", "het"))
    assert ask(engine, far).total == 3
