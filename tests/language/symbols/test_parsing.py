"""Numbers and symbols of documents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.language.bodies.codes import ISSUERS
from intranet.language.bodies.document_types import (
    TYPE_NAMES,
    DocumentType,
    SymbolFamily,
    type_of_mark,
    type_of_name,
)
from intranet.language.symbols.grammar import PARTY_MARKS, STATE_MARKS
from intranet.language.symbols.parsing import find_symbols, lookup_key, parse_symbol
from tests.language.examples import NO_SYMBOLS, SYMBOLS


@pytest.mark.parametrize(("text", "key"), SYMBOLS)
def test_a_symbol_is_found_however_it_is_printed(text, key):
    assert [symbol.key for symbol in find_symbols(text)] == [key]


@pytest.mark.parametrize("text", NO_SYMBOLS)
def test_figures_standards_and_addresses_are_no_symbols(text):
    assert find_symbols(text) == ()


def test_a_symbol_broken_by_two_line_ends_is_one_symbol_with_its_place_in_the_source():
    text = "Nghi\u0323\u0302 quyết 57-\n\nNQ/TW phù hợp"
    (symbol,) = find_symbols(text)
    assert text[symbol.start : symbol.end] == "57-\n\nNQ/TW"


def test_a_symbol_tells_its_parts():
    (symbol,) = find_symbols("Nghị định số 30/2020/NĐ-CP")
    assert (symbol.number, symbol.year, symbol.kind) == ("30", 2020, DocumentType.ND)
    assert (symbol.body, symbol.family, symbol.secret) == ("CP", SymbolFamily.STATE, False)


def test_the_blank_number_of_a_draft_has_no_number():
    (symbol,) = find_symbols("Số:        /KH-TTr")
    assert (symbol.number, symbol.family, symbol.kind) == (
        None,
        SymbolFamily.DRAFT,
        DocumentType.KH,
    )


def test_a_secret_suffix_is_seen():
    assert find_symbols("Số 34/KH-UBND(M)")[0].secret


def test_every_occurrence_counts():
    assert len(find_symbols("57-NQ/TW, 57-NQ/TW; 57-NQ/TW và 1169/QĐ-TTg.")) == 4


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("57-NQ/TW", "57-NQ/TW"),
        ("57/nq-tw", "57-NQ/TW"),
        ("57 nq tw", "57-NQ/TW"),
        ("57nqtw", "57-NQ/TW"),
        ("1169qdttg", "1169/QĐ-TTg"),
        ("1169/qđ-ttg", "1169/QĐ-TTg"),
        ("30/2020/nđ-cp", "30/2020/NĐ-CP"),
        ("302020ndcp", "30/2020/NĐ-CP"),
        ("24 2018 qh14", "24/2018/QH14"),
        ("1211/2016/ubtvqh13", "1211/2016/UBTVQH13"),
        ("7816/vpcp-ttđt", "7816/VPCP-TTĐT"),
        ("211 kh ubnd", "211/KH-UBND"),
        ("66.7/2025/nq-cp", "66.7/2025/NQ-CP"),
        ("12a/kh-ttr", "12a/KH-TTr"),
        ("367-qđ/twđtn-vp", "367-QĐ/TWĐTN-VP"),
        ("Nghị quyết số 57-NQ/TW", "57-NQ/TW"),
        ("Số: 45 / KH - TTr", "45/KH-TTr"),
    ],
)
def test_a_symbol_typed_in_haste_is_understood(typed, key):
    assert parse_symbol(typed).key == key


@pytest.mark.parametrize("text", ["", "chuyển đổi số", "12/8/2025", "57", "2020-2025", "5 x"])
def test_other_words_are_no_symbol(text):
    assert parse_symbol(text) is None


@given(st.text(max_size=20))
def test_whatever_is_typed_is_a_symbol_or_none(text):
    symbol = parse_symbol(text)
    assert symbol is None or symbol.number


CODES = st.sampled_from(sorted(code for code in ISSUERS if len(code) > 1))
NUMBERS = st.integers(min_value=1, max_value=99_999).map(lambda number: f"{number:02}")
PARTY_SYMBOLS = st.builds("{}-{}/{}".format, NUMBERS, st.sampled_from(PARTY_MARKS), CODES)
STATE_SYMBOLS = st.builds(
    "{}/{}{}-{}".format,
    NUMBERS,
    st.sampled_from(["", "2020/", "1998/"]),
    st.sampled_from([mark for mark in STATE_MARKS if mark not in ("QD", "ND")]),
    CODES,
)


@given(PARTY_SYMBOLS | STATE_SYMBOLS)
def test_an_official_symbol_is_its_own_key(text):
    symbol = parse_symbol(text)
    assert symbol.key == text
    assert parse_symbol(symbol.key) == symbol


@given(PARTY_SYMBOLS | STATE_SYMBOLS)
def test_a_symbol_in_small_letters_has_the_same_lookup_key(text):
    assert lookup_key(parse_symbol(text.lower()).key) == lookup_key(text)


def test_the_lookup_key_keeps_letters_and_figures_only():
    assert lookup_key("57-NQ/TW") == lookup_key("57 nq tw") == "57nqtw"
    assert lookup_key("1169/QĐ-TTg") == "1169qdttg"


def test_every_kind_has_its_vietnamese_name_and_is_found_by_it():
    assert set(TYPE_NAMES) == set(DocumentType)
    assert all(type_of_name(name.upper()) is kind for kind, name in TYPE_NAMES.items())
    assert all(type_of_mark(kind.mark) is kind for kind in DocumentType)


def test_a_mark_of_the_party_may_mean_another_kind():
    assert type_of_mark("TT", SymbolFamily.PARTY) is DocumentType.TTRI
    assert type_of_mark("TT", SymbolFamily.STATE) is DocumentType.TT
    assert type_of_mark("QĐi") is DocumentType.QYD
    assert type_of_mark("XYZ") is None
    assert type_of_name("Kết luận thanh tra") is DocumentType.KL


def test_every_mark_of_the_grammar_is_a_kind():
    unknown = {mark for mark in STATE_MARKS + PARTY_MARKS if type_of_mark(mark) is None}
    assert unknown == {"QPPL", "ĐNT"}
