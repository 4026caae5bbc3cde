"""What was typed, taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.search.fields import Field
from intranet.search.query import parsing
from intranet.search.query.field_syntax import Key, days_of
from intranet.search.query.parsing import ParsedQuery
from intranet.search.query.tree import And, DayRange, Or, Term
from intranet.search.query_text import query_text
from tests.search.filled_engines import understood


def parse(typed: str) -> parsing.ParsedQuery:
    """Typed words, taken apart."""
    return parsing.parse(query_text(typed))


def words_of(parsed: ParsedQuery) -> list[list[str]]:
    return [[piece.text for piece in clause] for clause in parsed.clauses]


def narrowed(typed: str) -> list[object]:
    found = [piece.condition for piece in parse(typed).conditions]
    return [one.query if one and not one.unread else "unread" for one in found]


def test_words_phrases_and_what_is_left_out_are_told_apart() -> None:
    parsed = parse('kế hoạch "bình dân học vụ" năm -thanh -"kiểm tra"')
    assert words_of(parsed) == [["kế hoạch", "bình dân học vụ", "năm"]]
    assert [piece.text for piece in parsed.without] == ["thanh", "kiểm tra"]
    assert not parsed.note


@pytest.mark.parametrize("either", ["OR", "HOẶC"])
def test_or_in_capitals_parts_two_offers(either: str) -> None:
    assert words_of(parse(f"kế hoạch {either} chương trình")) == [["kế hoạch"], ["chương trình"]]


def test_or_in_small_letters_is_a_word() -> None:
    assert words_of(parse("kế hoạch hoặc chương trình")) == [["kế hoạch hoặc chương trình"]]


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("cap:tw", Term(Field.LEVEL, "central")),
        ("cấp: trung ương", Term(Field.LEVEL, "central")),
        ("cap: Tỉnh ủy", Term(Field.LEVEL, "provincial_party")),
        ("cap:tinh uy", Term(Field.LEVEL, "provincial_party")),
        ('cap:"UBND tỉnh"', Term(Field.LEVEL, "provincial_committee")),
        ("cap:tỉnh", Term(Field.LEVEL, "provincial_committee")),
        ("cap:cơ quan", Term(Field.LEVEL, "agency")),
        ("loai:KH", Term(Field.KIND, "KH")),
        ("loại: kế hoạch", Term(Field.KIND, "KH")),
        ("loai:qd", Term(Field.KIND, "QD")),
        ("loai:nghi quyet", Term(Field.KIND, "NQ")),
        ("ky-hieu:57-NQ/TW", Term(Field.OWN, "57nqtw")),
        ("ký-hiệu: 57/nq-tw", Term(Field.OWN, "57nqtw")),
        ("ky-hieu:57", Term(Field.OWN, "so:57")),
        ("tu:2024", DayRange("2024-01-01", "")),
        ("từ: 12/2024", DayRange("2024-12-01", "")),
        ("den:2/2024", DayRange("", "2024-02-29")),
        ("đến:1/12/2024", DayRange("", "2024-12-01")),
        ("den:2024-12-01", DayRange("", "2024-12-01")),
        ("den:2024-12", DayRange("", "2024-12-31")),
        ("chu-de:NQ57", Term(Field.TOPIC, "nq57")),
        ("nguoi-ky:Nam", Term(Field.SIGNER, "nam")),
        ("chua-doc:", "unread"),
        ("chưa-đọc:có", "unread"),
    ],
)
def test_key_and_value_narrow(typed: str, query: object) -> None:
    assert narrowed(typed) == [query]
    assert narrowed(f"{typed} ") == [query]
    assert parse(f"kế hoạch {typed}").clauses[0][0].text == "kế hoạch"


def test_the_longest_known_name_is_the_value_and_the_rest_are_words() -> None:
    parsed = parse("cap: trung ương chuyển đổi số loai:kế hoạch hành động năm")
    assert words_of(parsed) == [["chuyển đổi số", "năm"]]


def test_a_body_is_found_by_its_code_and_by_either_way_of_writing_it() -> None:
    assert narrowed("co-quan:VPCP") == [
        Or((
            Term(Field.BODY, "vpcp"),
            And(tuple(Term(Field.BODY, word) for word in ("van", "phong", "chinh", "phu"))),
        ))
    ]  # fmt: skip
    ubnd, spelled = narrowed('co-quan:"UBND tỉnh"')[0].parts  # type: ignore[attr-defined]
    assert [term.text for term in spelled.parts] == ["uy", "ban", "nhan", "dan", "tinh"]
    assert [term.text for term in ubnd.parts] == ["ubnd", "tinh"]


@pytest.mark.parametrize(
    ("typed", "plain", "said"),
    [
        ('"kế hoạch', "kế hoạch", "ngoặc kép"),
        ("OR kế hoạch", "kế hoạch", "OR"),
        ("kế hoạch OR", "kế hoạch", "OR"),
        ("co-quna:ubnd", "co-quna:ubnd", "co-quna"),
        ("tu:99/2024", "99/2024", "99/2024"),
        ("cap:abc", "abc", "abc"),
        ("loai:abc", "abc", "abc"),
    ],
)
def test_a_broken_query_is_plain_words_with_a_note(
    app: object, typed: str, plain: str, said: str
) -> None:
    parsed = parse(typed)
    assert words_of(parsed) == [[plain]]
    assert said in str(parsed.note)
    assert not parsed.conditions


@pytest.mark.parametrize("typed", ["V/v: kế hoạch", "họp lúc 15:30", "đầu tư công", "a (b) c"])
def test_colons_and_brackets_of_ordinary_text_mean_nothing(typed: str) -> None:
    assert not parse(typed).note
    assert not parse(typed).conditions


def test_what_is_only_left_out_is_looked_for() -> None:
    assert words_of(parse("-thanh tra")) == [["tra"]]
    assert words_of(parse("-thanh -tra")) == [["thanh", "tra"]]


def test_days_out_of_the_calendar_are_none() -> None:
    assert days_of("31/2/2024") is None
    assert days_of("13/2024") is None
    assert days_of("") is None


PIECES = st.sampled_from(
    [*(f"{key.value}:" for key in Key), "cap:", '"', "-", "OR", "HOẶC", "(", ")", ":", "57-NQ/TW",
     "kế hoạch 211", "của UBND tỉnh", "22/12/2024", "2024", "tw", "CĐS", " ", "năm 2024", "\n"]
)  # fmt: skip


@given(st.text() | st.lists(PIECES | st.text(max_size=6)).map(" ".join))
def test_any_text_has_a_reading(typed: str) -> None:
    parsed = parse(typed)
    for piece in (*parsed.all_parts, *parsed.without, *parsed.conditions):
        assert 0 <= piece.start <= piece.end <= len(parsed.text)
    assert understood(typed).text.raw == typed


def test_each_chip_that_was_typed_can_be_taken_away() -> None:
    typed = 'kế hoạch "học vụ" -thanh cap:tw'
    for chip in understood(typed).chips:
        if chip.otherwise:
            fewer = understood(chip.otherwise).chips
            assert chip not in fewer
            assert len(fewer) < len(understood(typed).chips)
