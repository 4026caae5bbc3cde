"""Every engine finds what the slow definition finds."""

from hypothesis import assume, given
from hypothesis import strategies as st

from intranet.search.engines.port import Engine
from intranet.search.fields import Field, IndexEntry
from intranet.search.query.request import Filters, Sort
from intranet.search.query.tree import And, DayRange, Not, Or, Phrase, Prefix, Query, Term
from tests.properties import examples
from tests.search.engines import slow_oracle
from tests.search.filled_engines import ask, entry, keep, numbers

WORDS = ("kế hoạch", "thanh tra", "chuyển đổi số", "đường", "dương", "tỉnh", "57-NQ/TW")
DAYS = ("", "2023-01-05", "2024-02-29", "2024-12-22", "2025-07-01", "2026-03-03")
BODIES = ("", "UBND tỉnh", "Tỉnh ủy", "Sở Nội vụ")
TOPICS = ((), ("Chuyển đổi số",), ("Cán bộ", "Chuyển đổi số"))
READERS = (("all",), ("staff:7",), ("department:3", "staff:9"))
MOMENTS = ("2026-01-01T08:00:00", "2026-05-01T08:00:00", "2026-09-01T08:00:00")


def made(number: int) -> IndexEntry:
    """One of forty entries that differ in everything."""
    several = [WORDS[(number + step) % len(WORDS)] for step in (0, 1, 3)]
    day = DAYS[number % 6]
    return entry(
        number, f"{several[0]} {several[1]}", " ".join(several * (number % 3)),
        symbol=f"{number}/KH-UBND" if number % 2 else "", issued_on=day, year=day[:4],
        level=("central", "agency", "")[number % 3], kind=("KH", "CV")[number % 2],
        body=BODIES[number % 4], status=("in_force", "expired", "")[number % 3],
        signer=("Trần Văn An", "Lê Thị Bình")[number % 2], topics=TOPICS[number % 3],
        audience=READERS[number % 3], arrived=MOMENTS[number % 3], stamp=f"stamp {number}",
    )  # fmt: skip


ENTRIES = tuple(map(made, range(40)))
LIVING = {one.id: one for one in ENTRIES if one.id != "directive:11"}

tokens = st.sampled_from([
    (Field.SYL, "tinh3"), (Field.FOLD, "hoach"), (Field.FOLD, "duong"), (Field.FOLD, "so"),
    (Field.PAIRS, "thanh_tra"), (Field.PAIRS, "chuyen_doi"), (Field.OWN, "so:7"),
    (Field.CITED, "57nqtw"), (Field.TITLE, "tra"), (Field.BODY, "tinh"), (Field.SIGNER, "an"),
    (Field.TOPIC, "so"), (Field.KIND, "KH"), (Field.LEVEL, "agency"), (Field.STATUS, "expired"),
    (Field.FOLD, "vắng mặt"),
])  # fmt: skip
terms = st.builds(lambda pair: Term(*pair), tokens)
phrases = st.sampled_from([
    Phrase(Field.FOLD, ("ke", "hoach")), Phrase(Field.FOLD, ("chuyen", "doi", "so")),
    Phrase(Field.FOLD, ("hoach", "ke")), Phrase(Field.BODY, ("ubnd", "tinh")),
    Phrase(Field.SIGNER, ("thi", "binh")), Phrase(Field.TITLE, ("thanh", "tra")),
    Phrase(Field.TOPIC, ("can", "bo")), Phrase(Field.TOPIC, ("bo", "chuyen")),
])  # fmt: skip
prefixes = st.sampled_from([Prefix(Field.FOLD, "ho"), Prefix(Field.TITLE, "th")])
ranges = st.builds(DayRange, st.sampled_from(DAYS), st.sampled_from(DAYS)).filter(
    lambda one: one.first or one.last
)
leaves = terms | phrases | prefixes | ranges


def _joined(inner: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    both = st.builds(
        lambda parts, but: And((*parts, *map(Not, but))),
        several, st.lists(inner, max_size=1),
    )  # fmt: skip
    return st.builds(Or, several) | both


queries = st.recursive(leaves, _joined, max_leaves=6)
filters = st.builds(
    Filters,
    chosen=st.fixed_dictionaries({}, optional={
        "level": st.sampled_from([frozenset({"agency"}), frozenset({"central", "agency"})]),
        "kind": st.just(frozenset({"KH"})),
        "year": st.just(frozenset({"2024"})),
        "topic": st.just(frozenset({"Cán bộ"})),
        "body": st.just(frozenset({"Tỉnh ủy"})),
        "set": st.sampled_from([frozenset({"unread"}), frozenset({"unread", "marked"})]),
    }),
    sets=st.just({
        "unread": frozenset(f"directive:{n}" for n in range(0, 60, 5)),
        "marked": frozenset({"directive:3", "directive:11", "meeting:3"}),
    }),
    arrived_until=st.sampled_from(["", MOMENTS[1]]),
    arrived_after=st.sampled_from(["", MOMENTS[0]]),
)  # fmt: skip
audiences = st.sampled_from([None, frozenset(), frozenset({"all"}), frozenset({"all", "staff:9"})])


def filled(engine: Engine) -> Engine:
    """The forty entries in several parts; one is deleted, one was written twice."""
    if not engine.ids():
        keep(engine, *ENTRIES[:15], entry(20, "kế hoạch cũ"))
        keep(engine, *ENTRIES[15:25])
        keep(engine, *ENTRIES[25:])
        engine.delete(["directive:11"])
        engine.commit()
    return engine


@examples(120)
@given(query=queries, chosen=filters, audience=audiences, ahead=st.lists(leaves, max_size=2))
def test_any_query_finds_what_it_means(
    shared: Engine,
    query: Query,
    chosen: Filters,
    audience: frozenset[str] | None,
    ahead: list[Query],
) -> None:
    found = ask(filled(shared), query, chosen, audience=audience, ahead=ahead, limit=100)
    seen = [
        one
        for one in LIVING.values()
        if slow_oracle.may_see(one, audience) and slow_oracle.finds(query, one)
    ]
    wanted = {one.id for one in seen if slow_oracle.passes(one, chosen)}
    assert {hit.id for hit in found.hits} == wanted
    assert found.total == len(found.hits) == len(wanted)
    assert found.facets == slow_oracle.counted(seen, chosen)
    first = [any(slow_oracle.finds(one, LIVING[hit.id]) for one in ahead) for hit in found.hits]
    assert found.ahead == sum(first)
    assert first == sorted(first, reverse=True)


@examples(40)
@given(several=st.lists(queries, max_size=3), wanted=st.lists(st.integers(0, 45), max_size=8))
def test_what_holds_is_what_would_be_found(
    shared: Engine, several: list[Query], wanted: list[int]
) -> None:
    names = [f"directive:{number}" for number in wanted]
    held = filled(shared).holding(several, names)
    assert held == tuple(
        frozenset(one for one in names if one in LIVING and slow_oracle.finds(query, LIVING[one]))
        for query in several
    )


@examples(40)
@given(query=queries, sort=st.sampled_from(Sort), cut=st.integers(1, 7))
def test_pages_put_together_are_the_whole(
    shared: Engine, query: Query, sort: Sort, cut: int
) -> None:
    engine = filled(shared)
    whole = numbers(ask(engine, query, sort=sort, limit=100))
    pages = [
        numbers(ask(engine, query, sort=sort, limit=cut, offset=start))
        for start in range(0, len(whole) + 1, cut)
    ]
    assert [one for page in pages for one in page] == whole


@examples(40)
@given(query=ranges | terms.filter(lambda one: one.field in (Field.KIND, Field.LEVEL)))
def test_without_scores_the_newest_comes_first_then_the_smaller_number(
    shared: Engine, query: Query
) -> None:
    found = numbers(ask(filled(shared), And((query,)), limit=100))
    assume(found)
    days = [LIVING[f"directive:{one}"].issued_on for one in found]
    order = sorted(zip(days, found, strict=True), key=lambda one: one[1])
    assert [one for _, one in sorted(order, key=lambda one: one[0], reverse=True)] == found


def test_a_lone_negation_is_no_query(shared: Engine) -> None:
    try:
        ask(filled(shared), Not(Term(Field.FOLD, "so")))
    except ValueError:
        return
    raise AssertionError


def test_tokens_are_counted_in_any_field(shared: Engine) -> None:
    counts = filled(shared).counts(Field.PAIRS, ["thanh_tra", "tra_thanh", "vang_mat"])
    real = sum(slow_oracle.finds(Term(Field.PAIRS, "thanh_tra"), one) for one in ENTRIES)
    assert real - 1 <= counts["thanh_tra"] <= real + 1
    assert counts["vang_mat"] == 0
    assert set(counts) == {"thanh_tra", "tra_thanh", "vang_mat"}


def test_each_entry_bears_the_stamp_it_was_written_with(shared: Engine) -> None:
    assert filled(shared).stamps() == {one.id: one.stamp for one in LIVING.values()}
    keep(shared, entry(50, "mới", stamp="một"))
    keep(shared, entry(50, "mới", stamp="hai"))
    assert shared.stamps()["directive:50"] == "hai"
    shared.delete(["directive:50"])
    shared.commit()
    assert "directive:50" not in shared.stamps()
