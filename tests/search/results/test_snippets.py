"""The lines shown below a hit."""

import re
import unicodedata
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from intranet.extraction.layout.searchable_text import search_texts
from intranet.search.query.meaning import UnderstoodQuery
from intranet.search.query_text import query_text
from intranet.search.results.matches import match_terms
from intranet.search.results.snippets import LONGEST, Snippet, best_snippet
from tests.search.filled_engines import understood

PAGES = [
    (1, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nKế hoạch chung của tỉnh."),
    (
        2,
        "Mở đầu không liên quan.\nCác sở, ban, ngành xây dựng kế hoạch truyền thông về\n"
        "chuyển đổi số năm 2025, đăng tải kịp thời. " + "Phần còn lại rất dài. " * 40,
    ),
    (3, "Truyền hình, thông báo, số liệu."),
]
PIECES = "kế hoạch Kế KẾ HOẠCH chuyển đổi số <b> &amp; 57- NQ/TW đường dương hoà hòa và . “ 😀 ﬁ Ð"
WORDS = st.lists(
    st.sampled_from([*PIECES.split(), "đổi\n", "\nNQ/TW", "\n\n", "e\u0301"]), max_size=60
).map(" ".join)


def found_in(words: str, pages: Sequence[tuple[int, str]]) -> Snippet | None:
    """The snippet of numbered pages, cleaned as search reads them, for typed words."""
    clean = [(number, search_texts([text])[0]) for number, text in pages]
    return best_snippet(match_terms(understood(words)), clean)


def shown(words: str, *pages: str) -> Snippet:
    """The snippet of pages numbered from 1, or of PAGES."""
    found = found_in(words, list(enumerate(pages, 1)) or PAGES)
    assert found
    return found


def snippet(words: str, *pages: str) -> str:
    """The words of that snippet."""
    return str(shown(words, *pages).text)


def flat(text: str) -> str:
    """The words of a text with single blanks between them."""
    return " ".join(text.split())


def test_the_page_where_the_words_stand_together_is_the_best_page() -> None:
    for words in ("kế hoạch truyền thông", "ke hoach truyen thong", '"chuyển đổi số"'):
        assert shown(words).number == 2


def test_the_words_of_the_text_keep_their_marks_and_neighbours_are_one_mark() -> None:
    assert "<mark>kế hoạch truyền thông</mark> về <mark>chuyển đổi số</mark>" in snippet(
        "ke hoach truyen thong chuyen doi so"
    )


def test_a_word_of_a_marked_run_is_not_marked_alone() -> None:
    text = snippet("ky nang so", "Nâng cao kỹ năng số; lưu hồ sơ, số liệu.")
    assert text == "Nâng cao <mark>kỹ năng số</mark>; lưu hồ sơ, số liệu."


def test_a_snippet_is_three_lines_and_ends_at_words() -> None:
    plain = shown("truyền thông").text.striptags()
    assert len(plain) <= LONGEST + 6
    assert plain.startswith("… Các sở")
    assert plain.endswith(" …")
    assert all(word in PAGES[1][1].split() for word in plain.strip("… ").split())


def test_a_symbol_is_marked_however_the_text_breaks_it() -> None:
    broken = "Thực hiện Nghị quyết số 57-\n\nNQ/TW ngày 22/12/2024"
    for typed in ("57 nq tw", "57-NQ/TW", "57-nq/tw", "57NQTW"):
        assert "<mark>57-NQ/TW</mark>" in snippet(typed, broken)
    assert "<mark>57 - NQ / TW</mark>" in snippet("57-NQ/TW", "Nghị quyết 57 – NQ / TW.")


def test_a_phrase_runs_on_over_the_end_of_a_line() -> None:
    text = "Đẩy mạnh chuyển\nđổi  số trong cơ quan."
    assert "<mark>chuyển đổi số</mark>" in snippet('"chuyển đổi số"', text)


def test_a_phrase_that_runs_on_over_the_page_is_shown_with_the_lines_of_both_pages() -> None:
    pages = (
        "Mở đầu.",
        "Người đứng đầu chịu trách nhiệm về chuyển",
        "3\n\nđổi số của đơn vị mình.",
    )
    for typed in ('"về chuyển đổi số của"', '"ve chuyen doi so cua"'):
        found = shown(typed, *pages)
        assert found.number == 2
        assert "chịu trách nhiệm <mark>về chuyển đổi số của</mark> đơn vị" in found.text


def test_a_page_that_has_the_whole_phrase_comes_before_one_that_breaks_it() -> None:
    assert shown('"đổi số"', "về chuyển đổi", "số 1", "việc đổi số cũ").number == 3


def test_the_typed_spelling_comes_before_another_word_of_the_same_letters() -> None:
    pages = ("Bà Dương trình bày.", "Sửa chữa đường bộ.", "Họ Dương, ông Dương.")
    found = shown("đường", *pages)
    assert (found.number, found.text) == (2, "Sửa chữa <mark>đường</mark> bộ.")


def test_what_was_found_only_without_its_marks_is_marked_all_the_same() -> None:
    assert snippet("đường", "Bà Dương trình bày.") == "Bà <mark>Dương</mark> trình bày."


def test_both_ways_to_set_a_tone_are_one_spelling() -> None:
    assert snippet("hoà giải", "Tổ hòa giải ở cơ sở") == "Tổ <mark>hòa giải</mark> ở cơ sở"


def test_letters_in_two_codes_are_found_and_shown_as_one() -> None:
    apart = unicodedata.normalize("NFD", "Về chuyển đổi số.")
    assert snippet("chuyển đổi số", apart) == "Về <mark>chuyển đổi số</mark>."


def test_words_that_a_query_was_widened_by_are_marked() -> None:
    meant = UnderstoodQuery(
        query_text("CĐS"), marked=True, syl=frozenset({"cđs"}), words=("cds",),
        phrases=(("chuyen", "doi", "so"),),
    )  # fmt: skip
    found = best_snippet(match_terms(meant), [(1, "Về chuyển đổi số."), (2, "Không có gì.")])
    assert found
    assert found.text == "Về <mark>chuyển đổi số</mark>."


def test_running_heads_and_page_numbers_are_not_shown() -> None:
    assert "- 4 -" not in snippet("kinh phí", "- 4 -\nKinh phí do ngân sách bảo đảm.")


def test_what_the_text_says_is_never_markup() -> None:
    text = snippet("kế hoạch", "<script>alert(1)</script> kế hoạch <b>")
    assert text == "&lt;script&gt;alert(1)&lt;/script&gt; <mark>kế hoạch</mark> &lt;b&gt;"


def test_no_page_with_the_words_means_no_snippet() -> None:
    assert found_in("xyz", PAGES) is None
    assert found_in("", PAGES) is None
    assert found_in("kế hoạch", []) is None


@given(st.text(), st.text())
def test_any_text_has_a_snippet_or_none(words: str, text: str) -> None:
    found_in(words + " kế", [(1, text + " kế " + words)])


@given(WORDS, st.lists(WORDS, min_size=1, max_size=4))
def test_a_snippet_without_its_marks_is_what_the_page_says(words: str, pages: list[str]) -> None:
    found = found_in(words, list(enumerate(pages, 1)))
    if found is None:
        return
    assert found.number
    assert not re.search(r"<(?!/?mark>)", found.text)
    assert re.sub("[^<]*<mark>[^<]+</mark>[^<]*", "", found.text) == ""
    said = Markup(re.sub("</?mark>", "", found.text)).unescape()
    said = flat(said.removeprefix("… ").removesuffix(" …"))
    page, after = (flat(search_texts([one])[0]) for one in (*pages, "")[found.number - 1 :][:2])
    over = any(said[:cut] in page and said[cut:] in after for cut in range(len(said)))
    assert said in page or over


@given(WORDS, st.lists(WORDS, min_size=1, max_size=4))
def test_a_snippet_is_the_same_every_time(words: str, pages: list[str]) -> None:
    numbered = list(enumerate(pages, 1))
    assert found_in(words, numbered) == found_in(words, numbered)


LETTERHEAD = """UBND TỈNH LẠNG SƠN
THANH TRA TỈNH
_______
Số: 45/KH-TTr
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
_______________________
Lạng Sơn, ngày 25 tháng 8 năm 2026
"""


def test_letterheads_and_rules_never_make_a_snippet():
    body = "KẾ HOẠCH\nTuyên truyền tại Thanh tra tỉnh ________ Lạng Sơn trong tháng 9."
    text = snippet("thanh tra tỉnh lạng sơn", LETTERHEAD + body)
    assert text.startswith("KẾ HOẠCH Tuyên truyền tại <mark>Thanh tra tỉnh Lạng Sơn</mark>")
    assert "__" not in text
    assert found_in("độc lập", [(1, LETTERHEAD + body)]) is None


def test_a_body_that_names_numbers_and_days_is_no_letterhead():
    text = "Căn cứ Luật số 20/2023/QH15\nhoàn thành trước ngày 28 tháng 02 năm 2027.\nSố liệu: 5"
    assert "<mark>hoàn thành</mark>" in snippet("hoàn thành", text)


def test_a_word_with_a_star_marks_every_word_that_begins_so():
    text = snippet("than*", "Thanh niên lập thành tích mới.")
    assert text == "<mark>Thanh</mark> niên lập <mark>thành</mark> tích mới."
