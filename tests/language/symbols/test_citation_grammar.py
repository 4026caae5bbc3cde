"""The grammar of symbols and citations, over made-up documents and arbitrary text."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from intranet.language.bodies.document_types import SymbolFamily
from intranet.language.symbols.citations import find_citations
from intranet.language.symbols.clauses import clauses
from intranet.language.symbols.cue_words import (
    AMENDS,
    BASIS,
    IMPLEMENTS,
    MENTIONS,
    REPEALS,
    REPLACES,
    STRENGTH,
)
from intranet.language.symbols.grammar import PARTY_MARKS
from intranet.language.symbols.parsing import find_symbols, lookup_key, parse_symbol
from intranet.language.text.normalization import canonical

NUMBER = st.integers(1, 9999).map(str)
YEAR = st.integers(1990, 2029).map(str)
STATE = st.builds("{}/{}-{}".format, NUMBER, st.sampled_from(["QĐ", "KH", "CT", "NQ"]),
                  st.sampled_from(["TTg", "UBND", "HĐND", "BNV", "TTCP"]))  # fmt: skip
RULE = st.builds("{}/{}/{}".format, NUMBER, YEAR, st.sampled_from(["NĐ-CP", "TT-BNV", "TT-TTCP"]))
LAW = st.builds("{}/{}/QH{}".format, NUMBER, YEAR, st.integers(9, 16))
MARK = st.sampled_from(sorted(set(PARTY_MARKS) - {"L", "SL"}))
PARTY = st.builds("{}-{}/{}".format, NUMBER, MARK,
                  st.sampled_from(["TW", "TU", "BTCTW"]))  # fmt: skip
LETTER = st.builds("{}/{}".format, NUMBER, st.sampled_from(["UBND-NC", "VPCP-TTĐT", "SNV-TCCC"]))
PAPER = st.one_of(STATE, RULE, LAW, PARTY, LETTER)
PAPERS = st.lists(PAPER, min_size=1, max_size=5, unique_by=lookup_key)
BREAK = st.sampled_from(["", "", "", " ", "  ", "\n", "\n\n", " \n", "\u00a0"])
DASH = st.sampled_from(["-", "-", "–", "\u2011"])
NAME = st.sampled_from(["Quyết định", "Kế hoạch", "Nghị định", "Chỉ thị", "Văn bản"])
DAY = st.sampled_from(["", " ngày 05/3/2020", " ngày 5 tháng 3 năm 2020"])
OPENED = [
    ("Căn cứ {}", BASIS),
    ("Thực hiện {}", IMPLEMENTS),
    ("Điều 1. Sửa đổi, bổ sung một số điều của {}", AMENDS),
    ("Quyết định này thay thế {}", REPLACES),
    ("2. Bãi bỏ {}", REPEALS),
    ("Sở đã nhận được {}", MENTIONS),
    ("Theo đề nghị tại {}", MENTIONS),
]
OPENING = st.sampled_from(OPENED)


@st.composite
def printed(draw: st.DrawFn) -> tuple[str, str]:
    """A symbol and how a badly made file prints it: other dashes, blanks and line ends inside."""
    symbol = draw(PAPER)
    parts = re.split(r"([-/])", symbol)
    for at in range(1, len(parts), 2):
        sign = draw(DASH) if parts[at] == "-" else parts[at]
        parts[at] = draw(BREAK) + sign + draw(BREAK)
    return symbol, "".join(parts)


@given(printed())
def test_a_symbol_is_read_through_blanks_line_ends_and_other_dashes(document):
    symbol, text = document
    (found,) = find_symbols(f"xem số {text} về việc này")
    assert found.key == symbol
    assert found.family is not SymbolFamily.DRAFT


@given(PAPER)
def test_every_symbol_is_read_back_from_its_own_spelling(symbol):
    found = parse_symbol(symbol)
    assert found is not None
    assert found.key == symbol
    assert lookup_key(found.key) == lookup_key(symbol.lower())


@given(OPENING, NAME, printed(), DAY)
def test_the_words_before_a_symbol_say_what_is_done_with_it(opening, name, document, day):
    (words, relation), (symbol, text) = opening, document
    source = words.format(f"{name} số {text}{day} của Chính phủ.")
    (found,) = find_citations(source)
    assert (found.symbol.key, found.relation) == (symbol, relation)
    assert lookup_key(source[found.start : found.symbol.end]) == lookup_key(symbol)
    assert found.issued_on == ("2020-03-05" if day else None)
    assert symbol in found.sentence
    assert "\n" not in found.sentence


@given(OPENING, PAPERS, st.sampled_from([", {}", "; {}", " và {}", ", Quyết định {}"]))
def test_what_is_done_with_the_first_of_a_list_is_done_with_all(opening, documents, joint):
    words, relation = opening
    rest = "".join(joint.format(f"số {document}") for document in documents[1:])
    found = find_citations(words.format(f"các Quyết định: số {documents[0]}{rest}."))
    assert [one.symbol.key for one in found] == documents
    assert {one.relation for one in found} == {relation}


@given(PAPERS, st.sampled_from(["{}. ", "{}) ", "- "]), st.booleans())
def test_a_list_below_a_colon_goes_on_line_by_line(documents, mark, loose):
    end = "\n\n" if loose else "\n"
    lines = [f"{mark.format(at)}Quyết định số {one};" for at, one in enumerate(documents, 1)]
    if mark.startswith("{})"):
        lines = [
            line.replace(f"{at})", f"{'abcde'[at - 1]})", 1) for at, line in enumerate(lines, 1)
        ]
    found = find_citations(end.join(["Bãi bỏ các văn bản sau đây:", *lines, "Điều 3. Thi hành."]))
    assert [(it.symbol.key, it.relation) for it in found] == [(key, REPEALS) for key in documents]
    assert all(one.sentence.startswith("Bãi bỏ các văn bản sau đây:") for one in found)


@given(
    st.lists(PAPER, min_size=2, max_size=2, unique_by=lookup_key),
    st.sampled_from(["đã được sửa đổi, bổ sung theo", "được thay thế bởi", "bị bãi bỏ tại",
                     "về việc sửa đổi, bổ sung", "hướng dẫn thi hành", "thay thế"]),
)  # fmt: skip
def test_what_another_document_does_is_not_what_we_do(documents, verb):
    ours, theirs = documents
    text = f"Căn cứ Nghị định số {ours} ngày 05/3/2020 của Chính phủ {verb} Nghị định số {theirs};"
    assert [one.relation for one in find_citations(text)] == [BASIS, MENTIONS]


@given(OPENING, OPENING, PAPER, PAPER)
def test_sentences_do_not_disturb_each_other(first, second, one, other):
    sentences = [
        words.format(f"Quyết định số {document}.")
        for (words, _), document in ((first, one), (second, other))
    ]
    found = find_citations("\n".join(sentences))
    assert [one.relation for one in found] == [first[1], second[1]]


SCRAPS = (
    *("căn cứ", "Căn cứ", "thực hiện", "sửa đổi, bổ sung", "thay thế", "bãi bỏ", "hết hiệu lực"),
    *("theo", "được", "này", "số", "QUYẾT ĐỊNH", "Quyết định", "Điều 2.", "ngày 5/3/2020"),
    *(":", ";", ".", "\n", "\n\n", "1.", "a)", "-", "(", ")"),
)
TEXT = st.lists(
    st.one_of(
        st.text(max_size=12),
        PAPER,
        st.sampled_from(SCRAPS),
    ),
    max_size=30,
).map(" ".join)


@given(TEXT)
@example("")
@example("\n \n")
def test_any_text_gives_citations_in_order_each_with_its_place_and_sentence(text):
    found = find_citations(text)
    assert [one.start for one in found] == sorted(one.start for one in found)
    for one in found:
        assert one.relation in STRENGTH
        assert 0 <= one.start < one.symbol.end <= len(text)
        assert one.symbol.key in one.sentence
        assert one.sentence == " ".join(one.sentence.split())


@given(TEXT)
def test_clauses_follow_one_another_and_leave_out_only_blanks(text):
    plain, position = canonical(text), 0
    for one in clauses(plain):
        assert position <= one.start < one.end
        assert not plain[position : one.start].strip()
        position = one.end
    assert not plain[position:].strip()
