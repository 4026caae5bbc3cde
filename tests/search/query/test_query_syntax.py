"""What the form for a search in parts writes is read back, in the form and by the search."""

import re
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from intranet.language.bodies.document_types import TYPE_NAMES, DocumentType
from intranet.language.bodies.levels import Level
from intranet.search.query import parsing
from intranet.search.query.field_syntax import Key
from intranet.search.query.parsing import QueryPart
from intranet.search.query.query_syntax import AdvancedQuery, condition_text, read_back, written
from intranet.search.query_text import query_text

SYLLABLES = st.sampled_from(
    ["chuyển", "đổi", "số", "kế", "hoạch", "CĐS", "thanh", "tra", "57", "uỷ", "ban", "tinh", "a"]
)
TEXT = st.lists(SYLLABLES, max_size=4).map(" ".join)
DAY = st.one_of(st.just(""), st.dates().filter(lambda d: 1900 <= d.year < 2100).map(str))
SOME = st.one_of(
    SYLLABLES,
    st.sampled_from(
        ['"', "OR", "-", "-b", "cap:", "cấp: trung ương", "loại: kế hoạch", "loai:qd", "từ: 2024",
         "den:3/2024", "tu: hôm", '"chuyển đổi"', '-"x y"', "-cap:tw", "chua-doc:", "lạ-kỳ:x", ",",
         "ky-hieu:57", "co-quan: ubnd tỉnh", "“", "a,b", ":", "a-b", "người-ký: Trần A", '""']
    ),
)  # fmt: skip
QUERIES = st.lists(SOME, max_size=8).map(" ".join)
WORD = re.compile(r'[^\s:"-][^\s:"]*')
NAMED = st.sampled_from([kind.name for kind in DocumentType if kind in TYPE_NAMES])


def parse(typed: str) -> parsing.ParsedQuery:
    """Typed words, taken apart."""
    return parsing.parse(query_text(typed))


def ways(*firsts: str) -> st.SearchStrategy[str]:
    """Two alternatives or none; they begin differently."""
    return st.one_of(
        st.just(""),
        st.lists(TEXT, min_size=2, max_size=2).map(
            lambda rest: ", ".join(f"{a} {b}".strip() for a, b in zip(firsts, rest, strict=True))
        ),
    )


PARTS = st.builds(
    AdvancedQuery,
    words=TEXT, phrase=TEXT, either=ways("sáp", "hợp"), without=TEXT,
    symbol=st.sampled_from(["", "57-NQ/TW", "57", "1 nq-cp"]),
    level=st.sampled_from(["", *(level.value for level in Level)]),
    kind=st.one_of(st.just(""), NAMED), body=TEXT, signer=TEXT, first=DAY, last=DAY, topic=TEXT,
    unread=st.booleans(),
)  # fmt: skip


@given(PARTS)
def test_what_the_form_writes_it_reads_back(parts: AdvancedQuery) -> None:
    if not (parts.words or parts.phrase or parts.either):
        parts = AdvancedQuery(**{**vars(parts), "without": ""})  # leaving out alone asks for it
    if not parts.either:
        assert read_back(written(parts)) == parts
    else:
        assert meaning(written(read_back(written(parts)))) == meaning(written(parts))


@given(QUERIES)
@example('" chua-doc: "')  # a key with nothing behind it, between quotation marks
@example("chuyển cap: -b")  # and before a minus
def test_any_query_means_the_same_after_a_way_through_the_form(query: str) -> None:
    assert meaning(written(read_back(query))) == meaning(query), (query, read_back(query))


@given(QUERIES)
def test_what_was_written_stays_as_it_is(query: str) -> None:
    once = written(read_back(query))
    assert meaning(written(read_back(once))) == meaning(once)


def meaning(query: str) -> Any:
    """What a query asks for, without regard to the order of its parts."""
    parsed = parse(query)
    clauses = {
        frozenset(one for piece in clause for one in said(piece)) for clause in parsed.clauses
    }
    return (
        clauses - {frozenset()},
        {one for piece in parsed.without for one in said(piece)},
        {one for piece in parsed.conditions for one in said(piece)},
    )


def said(piece: QueryPart) -> list[Any]:
    """What a part asks for: a narrowing, a phrase, or words, each for itself."""
    if piece.condition:
        return [(piece.condition.key, piece.condition.query, piece.condition.unread)]
    words = [word for word in WORD.findall(piece.text) if any(sign.isalnum() for sign in word)]
    return [" ".join(words)] if piece.is_phrase and words else words


def test_a_written_condition_is_read_back() -> None:
    values = ("kế hoạch", "UBND tỉnh Lạng Sơn", "57-NQ/TW", "Tô Văn A", "Bộ Nội vụ", "12/2024")
    for key in set(Key) - {Key.UNREAD}:
        for value in values:
            others = (condition_text(Key.FROM, "2024"), condition_text(Key.UNREAD, ""), "hội nghị")
            found = parse(" ".join((condition_text(key, value), *others)))
            if found.note:
                continue  # a kind is no level
            first, *rest = found.conditions
            assert first.condition
            assert first.condition.value == value
            assert [one.condition.key for one in rest if one.condition] == [Key.FROM, Key.UNREAD]
            assert [one.text for one in found.all_parts] == ["hội nghị"]
